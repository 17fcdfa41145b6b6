-- Stable names for analysts: columns are only ever added. Views are made anew whenever the schema changes.
-- What a count need not look up is asked for row by row: Datasette counts a view for each page of it.
create view who_signed_what as
select
    s.id as signature_id,
    s.position,
    coalesce((select g.name from signatories as g where g.id = s.signatory_id), s.name_as_printed) as signatory,
    s.name_as_printed,
    s.kind,
    s.role,
    s.former,
    s.affiliation,
    s.country,
    (select t.title from statements as t where t.id = s.statement_id) as statement,
    coalesce(
        (select a.published from articles as a where a.id = s.article_id),
        (select t.first_published from statements as t where t.id = s.statement_id)
    ) as signed_by,
    (select a.title from articles as a where a.id = s.article_id) as article,
    (select a.url from articles as a where a.id = s.article_id) as url,
    (select a.language from articles as a where a.id = s.article_id) as language,
    (select c.name from sources as c where c.id = s.source_id) as source,
    (select c.owner from sources as c where c.id = s.source_id) as owner,
    s.confidence,
    s.cue as evidence,
    s.withdrawn_at,
    (select g.slug from signatories as g where g.id = s.signatory_id) as signatory_slug,
    s.signatory_id,
    s.statement_id,
    s.article_id,
    s.source_id
from signatures as s
where s.decision <> 'rejected';

create view co_signatories as
select x.name as signatory, y.name as co_signatory, p.n as statements, p.weight, p.a as signatory_id, p.b as co_signatory_id
from cosign as p join signatories as x on x.id = p.a join signatories as y on y.id = p.b
union all
select y.name, x.name, p.n, p.weight, p.b, p.a
from cosign as p join signatories as x on x.id = p.a join signatories as y on y.id = p.b;

create view statement_list as
select
    t.id, t.title, t.first_published, t.place, t.addressed_to, t.claimed_count, t.signatory_count, t.article_count,
    t.language
from statements as t;

create view article_list as
select
    a.id, a.published, a.title, c.name as source, c.owner, a.language, a.kind, a.url, a.signature_count,
    a.collected_at, a.gone_at, a.story_id, a.statement_id
from articles as a join sources as c on c.id = a.source_id;

create view changes as
select r.at, 'revised' as change, a.title, a.url, c.name as source, r.changed as detail, a.id as article_id
from revisions as r join articles as a on a.id = r.article_id join sources as c on c.id = a.source_id
where r.number > 1
union all
select s.at, s.state, coalesce(a.title, ''), p.url, c.name, s.reason, a.id
from page_states as s join pages as p on p.id = s.page_id join sources as c on c.id = p.source_id
left join articles as a on a.page_id = p.id;

create view skipped_pages as
select p.url, c.name as source, p.state, p.reason, p.attempts, p.last_checked_at, p.next_due_at, p.id as page_id
from pages as p join sources as c on c.id = p.source_id
where p.state in ('skipped', 'blocked', 'failed', 'gone', 'duplicate');

create view broken_sources as
select c.id, c.name, c.state, c.reason, i.kind as input, i.url, i.failures, i.state as input_state,
    i.reason as input_reason, i.last_success_at
from inputs as i join sources as c on c.id = i.source_id
where c.enabled and i.state not in ('ok', 'unchanged', 'new');

create view link_graph as
with links as (
    select
        k.article_id, k.target_article_id, k.text as evidence,
        case when a.source_id = b.source_id and a.published > b.published then 'follow_up' else 'cites' end as relation
    from related_links as k join articles as a on a.id = k.article_id
    join articles as b on b.id = k.target_article_id
    where k.kind in ('in-text', 'document')
)
select article_id, target_article_id, relation, evidence from links
union all
select target_article_id, article_id, 'cited_by', evidence from links
union all
select e.article_id, u.article_id, 'translation_of', 'hreflang ' || e.language
from article_editions as e join article_addresses as u on u.url_normalised = e.url_normalised
where u.article_id <> e.article_id
union all
select x.article_id, y.article_id, 'translation_of', 'one statement'
from statement_articles as x join statement_articles as y
    on y.statement_id = x.statement_id and y.article_id <> x.article_id and y.language <> x.language
where x.form = 'full' and y.form = 'full';
