"""Settings of every crawl. ITEM_PIPELINES is the one place for the order of the stages.

A default of Scrapy that is changed carries its reason. What an operator sets stands first.
"""

import os

# --- what an operator sets (also: scrapy crawl news -s NAME=VALUE) ---
CONTACT = os.environ.get("AGGREGATOR_CONTACT", "")  # address or URL that site owners can write to
DATABASE = "news.db"
ARCHIVE = "archive"  # directory of the WARC files
SOURCES = [
    "sources"
]  # directories of catalogue files that overlay the shipped ones; absent ones are passed over
ONLY_THESE_SOURCES = False  # True: the shipped catalogue is left out
WORKERS = os.cpu_count() or 1  # processes that extract; 0: in the crawling process itself
DURABLE = False  # True: a power cut loses not even the last transaction (synchronous=FULL)
ALLOWED_PRIVATE_HOSTS: list[str] = []  # host names that may resolve to private or loopback addresses

# --- limits of our own ---
LEASES = 128  # pages on their way at once
LEASES_PER_SOURCE = 16  # so that no source starves the others
RECHECKS_PER_SOURCE = 500  # known pages of a source that one run asks for again; `--recheck` asks for all
LEASE_SECONDS = 900  # after which a page that was never acknowledged is due again
BATCH_SIZE = 64  # items of one transaction ...
BATCH_SECONDS = 0.5  # ... or their age
PAGE_SECONDS = 60  # wall time a worker may take over a page before it is killed
PAGE_CPU_SECONDS = 60  # CPU time likewise
WORKER_MEMORY_MB = 4096  # address space of a worker
SITEMAP_MAXSIZE = 50 * 1024 * 1024  # the protocol's own limit, after decompression
RETRY_AFTER_MAX = 60  # seconds a run waits for a server that asks to; longer waits go to the frontier
CRAWL_DELAY_MAX = 120  # seconds between requests that robots.txt can ask for

# --- the project ---
BOT_NAME = "human-rights-news-aggregator"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
ADDONS = {"pipelines.workers.CarryStages": 100}
ITEM_PIPELINES = {
    "pipelines.archive.Archive": 100,
    "pipelines.workers.Workers": 200,  # carries the stages from 201 to 299 to a worker as one trip
    "pipelines.read.Read": 210,
    "pipelines.dates.Dates": 220,
    "pipelines.signatories.Signatories": 230,
    "pipelines.links.Links": 240,
    "pipelines.deduplicate.Deduplicate": 250,
    "pipelines.store.Store": 400,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # allows all while robots.txt fails
    "spiders.middlewares.robots.Robots": 100,
    "spiders.middlewares.conditional.ConditionalGet": 450,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # retries 429 and 503 at once
    "spiders.middlewares.patience.Patience": 550,
    "spiders.middlewares.guard.AddressGuard": 860,
    "spiders.middlewares.slots.DomainSlots": 870,
}
DOWNLOADER_MIDDLEWARES |= dict.fromkeys(
    (
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",  # the frontier chooses what is asked for
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",  # no site needs a password
        "scrapy.downloadermiddlewares.stats.DownloaderStats",  # the run's row counts
    )
)
SPIDER_MIDDLEWARES = dict.fromkeys(
    (
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",  # hides 404 and 410, which mean that a page is gone
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",  # each costs CPU for every item ...
        "scrapy.spidermiddlewares.depth.DepthMiddleware",  # ... and there is no depth here
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",  # warns authors of spiders
    )
)
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,  # goes below what robots.txt asks for
    "spiders.middlewares.slots.Throttle": 0,
    "scrapy.extensions.feedexport.FeedExporter": None,  # the store is the database
    "scrapy.extensions.spiderstate.SpiderState": None,  # belongs to JOBDIR
}

# --- defaults of Scrapy changed: politeness ---
USER_AGENT = "HumanRightsNewsAggregator/0.1"  # truthful; the contact is added when the crawl begins
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = (
    "HumanRightsNewsAggregator"  # the product token of RFC 9309, without version and contact
)
CONCURRENT_REQUESTS_PER_DOMAIN = (
    1  # default 8 is rude to small organisations; counts registrable domains here
)
DOWNLOAD_DELAY = 1.0  # default 0; seconds, the least between two requests to one registrable domain
DOWNLOAD_DELAY_JITTER = 0.0  # default 0.5 would go below the promised delay
AUTOTHROTTLE_ENABLED = True  # default False; slows down where a server is slow
AUTOTHROTTLE_START_DELAY = 1.0  # default 5 makes every short crawl slow
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
COOKIES_ENABLED = False  # default True; nothing read here needs one, and none can leak
REDIRECT_MAX_TIMES = 5  # default 20; RFC 9309 asks for five, articles need fewer
METAREFRESH_ENABLED = False  # default True; loops and consent walls hide there
RETRY_TIMES = 1  # default 2; the frontier tries again later, with growing pauses

# --- defaults of Scrapy changed: safety ---
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}  # default reads local files from links
TWISTED_DNS_RESOLVER = "spiders.middlewares.guard.GuardedResolver"  # default connects to any address
HTTPPROXY_ENABLED = False  # default True; a proxy from the environment would take the address check away
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB lets a 1 MB gzip bomb take 1.1 GB
DOWNLOAD_WARNSIZE = 0  # default 32 MiB is above the limit
DOWNLOAD_TIMEOUT = 30  # default 180; slow drips hold a slot for that long, times the tries
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False; an unverified peer is no evidence
REMOTE_CONTROL_ENABLED = False  # default True: an HTTP server that runs code sent with a token
TELNETCONSOLE_ENABLED = False  # default True: a console on a port

# --- defaults of Scrapy changed: throughput and state ---
CONCURRENT_REQUESTS = 128  # default 16; a request that waits out its domain's delay counts too
CONCURRENT_ITEMS = 1  # default 100; Scrapy starts as many tasks for every response, and a page is one item
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # default remembers in memory; the frontier knows
JOBDIR = None  # loses the queue on kill -9; the frontier is the state
MEMUSAGE_ENABLED = False  # default True; workers are limited one by one
LOG_LEVEL = "INFO"  # default DEBUG prints every page with its body
LOG_VERSIONS: list[str] = []  # default prints ten lines
STATS_DUMP = False  # default True; the run's row says it better
LOG_FORMATTER = "spiders.progress.QuietFormatter"  # default prints every item
