// Two timings at once would time each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
