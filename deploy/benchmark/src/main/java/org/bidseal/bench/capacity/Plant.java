package org.bidseal.bench.capacity;

/// The machines of a simulated storm.
///
/// @param bulkCores of all bulk workers
/// @param keyCores of all processes of the key role
/// @param databaseCores of the database
/// @param storeMegabytesPerSecond that the blob store reads and writes, together
record Plant(int bulkCores, int keyCores, int databaseCores, double storeMegabytesPerSecond) {}
