create table stories (
    id integer primary key,
    lead_article_id integer references articles (id),
    article_count integer not null default 1,
    source_count integer not null default 1,
    owner_count integer not null default 1,
    wires text not null default '',
    first_published text,
    last_published text
) strict;
create index stories_lead on stories (lead_article_id);
create index stories_size on stories (owner_count desc, last_published);
create index stories_shared on stories (last_published desc, id desc) where owner_count > 1;
create index stories_published on stories (first_published);

create table story_articles (
    article_id integer primary key references articles (id),
    story_id integer not null references stories (id),
    method text not null check (method in ('first', 'exact', 'near', 'operator')),
    score real,
    of_article_id integer references articles (id),
    wire text not null default ''
) strict;
create index story_articles_story on story_articles (story_id);
create index story_articles_of on story_articles (of_article_id) where of_article_id is not null;

create table copies (
    article_id integer not null references articles (id),
    of_article_id integer not null references articles (id),
    relation text not null check (relation in ('copy', 'contains')),
    rule text not null,
    score real not null,
    share real not null,
    of_share real not null,
    primary key (article_id, of_article_id)
) strict, without rowid;
create index copies_of on copies (of_article_id);

create table text_digests (
    digest integer not null,
    article_id integer not null references articles (id),
    primary key (digest, article_id)
) strict, without rowid;

create table shingles (
    hash integer not null,
    article_id integer not null references articles (id),
    primary key (hash, article_id)
) strict, without rowid;

create table common_shingles (
    hash integer primary key
) strict, without rowid;
