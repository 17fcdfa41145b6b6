create table stories (
    id integer primary key,
    lead_article_id integer references articles (id),
    article_count integer not null default 1,
    source_count integer not null default 1,
    owner_count integer not null default 1,
    first_published text,
    last_published text
) strict;
create index stories_lead on stories (lead_article_id);
create index stories_size on stories (owner_count desc, last_published);
create index stories_published on stories (first_published);
