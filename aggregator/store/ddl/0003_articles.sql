create table articles (
    id integer primary key,
    page_id integer not null unique references pages (id),
    capture_id integer references captures (id),
    source_id text not null references sources (id),
    url text not null,
    canonical_url text not null,
    kind text not null default 'article' check (kind in ('article', 'statement')),
    title text not null default '',
    byline text not null default '',
    authors text not null default '[]',
    language text not null default '',
    section text not null default '',
    tags text not null default '[]',
    image text not null default '',
    summary text not null default '',
    published text,
    published_local text,
    published_precision text,
    published_calendar text not null default '',
    published_zone text not null default '',
    published_raw text not null default '',
    published_method text not null default '',
    published_confidence text not null default '',
    published_reason text not null default '',
    modified text,
    collected_at text not null,
    last_checked_at text not null,
    gone_at text,
    words integer not null default 0,
    text_sha256 text not null default '',
    story_id integer,
    statement_id integer,
    signature_count integer not null default 0,
    link_count integer not null default 0,
    revision_count integer not null default 1,
    needs_review text not null default '',
    extractor_version text not null default '',
    provenance text not null default '{}'
) strict;
create index articles_source on articles (source_id, published);
create index articles_published on articles (published);
create index articles_kind on articles (kind, published);
create index articles_language on articles (language, published);
create index articles_collected on articles (collected_at);
create index articles_text on articles (text_sha256);
create index articles_story on articles (story_id, published);
create index articles_statement on articles (statement_id);
create index articles_capture on articles (capture_id);
create index articles_canonical on articles (canonical_url);
create index articles_gone on articles (gone_at) where gone_at is not null;
create index articles_review on articles (needs_review) where needs_review <> '';

create table article_texts (
    article_id integer primary key references articles (id),
    text text not null,
    blocks text not null default '[]'
) strict;

create table article_addresses (
    url_normalised text primary key,
    article_id integer not null references articles (id),
    relation text not null check (relation in ('page', 'canonical', 'redirect', 'amp', 'mobile', 'print'))
) strict, without rowid;
create index article_addresses_article on article_addresses (article_id);

create table article_editions (
    article_id integer not null references articles (id),
    url_normalised text not null,
    language text not null default '',
    primary key (article_id, url_normalised)
) strict, without rowid;
create index article_editions_address on article_editions (url_normalised);

create table revisions (
    id integer primary key,
    article_id integer not null references articles (id),
    number integer not null,
    capture_id integer references captures (id),
    at text not null,
    changed text not null default '[]',
    title text not null default '',
    published text,
    text_sha256 text not null,
    text text not null,
    signatories text not null default '[]',
    unique (article_id, number)
) strict;
create index revisions_at on revisions (at);
create index revisions_changed on revisions (at) where number > 1;
create index revisions_capture on revisions (capture_id);

create table related_links (
    id integer primary key,
    article_id integer not null references articles (id),
    position integer not null,
    url text not null,
    url_normalised text not null,
    text text not null default '',
    kind text not null check (kind in (
        'in-text', 'document', 'related', 'rail', 'navigation', 'share', 'social'
    )),
    target_article_id integer references articles (id),
    unique (article_id, position)
) strict;
create index related_links_target on related_links (target_article_id);
create index related_links_address on related_links (url_normalised);

create table segments (
    source_id text not null references sources (id),
    key text not null,
    page_count integer not null default 1,
    primary key (source_id, key)
) strict, without rowid;
