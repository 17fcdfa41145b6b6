create table signatory_mentions (
    id integer primary key,
    statement_id integer not null references statements (id),
    kind text not null check (kind in ('person', 'organisation')),
    name_key text not null,
    signatory_id integer references signatories (id),
    anchors integer unique references signatories (id),
    unique (statement_id, kind, name_key)
) strict;
create index signatory_mentions_key on signatory_mentions (name_key, kind);
create index signatory_mentions_signatory on signatory_mentions (signatory_id);

create index signatures_mention on signatures (statement_id, name_key, kind);

create table statement_overlaps (
    a integer not null references statements (id),
    b integer not null references statements (id),
    n integer not null,
    primary key (a, b),
    check (a < b)
) strict, without rowid;
create index statement_overlaps_b on statement_overlaps (b);

create table statement_signers (
    statement_id integer not null references statements (id),
    signatory_id integer not null references signatories (id),
    primary key (statement_id, signatory_id)
) strict, without rowid;
create index statement_signers_signatory on statement_signers (signatory_id);

create table signatory_keys (
    key text not null,
    signatory_id integer not null references signatories (id),
    primary key (key, signatory_id)
) strict, without rowid;
create index signatory_keys_signatory on signatory_keys (signatory_id);
