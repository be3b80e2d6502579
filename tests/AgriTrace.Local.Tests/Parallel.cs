// Hosts, emulators and timers of several tests would share two cores and starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
