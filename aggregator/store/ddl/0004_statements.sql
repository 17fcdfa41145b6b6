create table statements (
    id integer primary key,
    title text not null default '',
    first_published text,
    place text not null default '',
    dated text not null default '',
    addressed_to text not null default '',
    claimed_count integer,
    claimed_text text not null default '',
    language text not null default '',
    signatory_count integer not null default 0,
    article_count integer not null default 0
) strict;
create index statements_published on statements (first_published);

create table statement_articles (
    statement_id integer not null references statements (id),
    article_id integer not null references articles (id),
    position integer not null default 0,
    form text not null check (form in ('full', 'excerpt', 'mention')),
    language text not null default '',
    signature_count integer not null default 0,
    method text not null default '',
    score real,
    primary key (article_id, position)
) strict, without rowid;
create index statement_articles_statement on statement_articles (statement_id);

create table signatories (
    id integer primary key,
    slug text not null unique,
    name text not null,
    name_key text not null,
    kind text not null check (kind in ('person', 'organisation')),
    country text not null default '',
    statement_count integer not null default 0,
    first_signed text,
    last_signed text,
    merged_into integer references signatories (id)
) strict;
create index signatories_key on signatories (kind, name_key);
create index signatories_count on signatories (statement_count desc, id);
create index signatories_merged on signatories (merged_into);

create table signatures (
    id integer primary key,
    statement_id integer not null references statements (id),
    article_id integer not null references articles (id),
    position integer not null,
    name_as_printed text not null,
    name_key text not null,
    kind text not null check (kind in ('person', 'organisation')),
    role text not null default '',
    former integer not null default 0 check (former in (0, 1)),
    affiliation text not null default '',
    affiliation_id integer references signatories (id),
    country text not null default '',
    heading text not null default '',
    signatory_id integer references signatories (id),
    confidence real not null,
    cue text not null default '',
    path text not null default '',
    span_start integer,
    span_end integer,
    extractor_version text not null default '',
    first_revision integer not null default 1,
    withdrawn_at text,
    decision text not null default '' check (decision in ('', 'accepted', 'rejected', 'edited'))
) strict;
create index signatures_article on signatures (article_id, position);
create index signatures_statement on signatures (statement_id, position);
create index signatures_signatory on signatures (signatory_id);
create index signatures_affiliation on signatures (affiliation_id);
create index signatures_key on signatures (name_key);

create table signatory_names (
    signatory_id integer not null references signatories (id),
    name text not null,
    name_key text not null,
    language text not null default '',
    n integer not null default 1,
    primary key (signatory_id, name)
) strict, without rowid;
create index signatory_names_key on signatory_names (name_key);

create table signatory_aliases (
    name_key text not null,
    kind text not null,
    alias_key text not null,
    origin text not null,
    primary key (name_key, kind, alias_key)
) strict, without rowid;

create table signatory_suggestions (
    left_id integer not null references signatories (id),
    right_id integer not null references signatories (id),
    score real not null,
    rule text not null,
    evidence text not null default '{}',
    state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
    primary key (left_id, right_id),
    check (left_id < right_id)
) strict, without rowid;
create index signatory_suggestions_right on signatory_suggestions (right_id);
create index signatory_suggestions_open on signatory_suggestions (state, score desc);

create table signature_changes (
    id integer primary key,
    statement_id integer not null references statements (id),
    article_id integer not null references articles (id),
    revision integer not null,
    at text not null,
    change text not null check (change in ('added', 'withdrawn', 'role changed')),
    name text not null,
    before text not null default '',
    after text not null default ''
) strict;
create index signature_changes_statement on signature_changes (statement_id, at);
create index signature_changes_article on signature_changes (article_id);
create index signature_changes_at on signature_changes (at);

create table judgements (
    id integer primary key,
    subject text not null check (subject in ('signatory', 'story', 'statement', 'signature', 'takedown')),
    left_id integer not null,
    right_id integer,
    verdict text not null,
    detail text not null default '{}',
    by text not null,
    at text not null,
    why text not null default '',
    undone_at text
) strict;
create index judgements_subject on judgements (subject, left_id, right_id);

create table cosign (
    a integer not null references signatories (id),
    b integer not null references signatories (id),
    n integer not null,
    weight real not null,
    primary key (a, b),
    check (a < b)
) strict, without rowid;
create index cosign_b on cosign (b);
create index cosign_n on cosign (n desc);
