"""What is measured while the server runs, for `/metrics`: totals over everybody, never about one room or person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

acks = Histogram(
    "workshop_ack_seconds", "From an answer's arrival to its acknowledgement.", buckets=QUICK, registry=REGISTRY
)
commits = Histogram(
    "workshop_commit_seconds", "One transaction of the writer, a batch of answers.", buckets=QUICK, registry=REGISTRY
)
errors = Counter("workshop_errors", "Lines in the log that mean a bug or a fault.", registry=REGISTRY)
purged = Gauge(
    "workshop_last_purge_timestamp_seconds", "When deletion by date was last carried out.", registry=REGISTRY
)
