package org.bidseal.bench.capacity;

/// What a bid costs, in seconds of one core.
///
/// @param perBid of a bulk worker, whatever the bid's size
/// @param perMegabyte of a bulk worker, for each 10^6 bytes
/// @param keyRole of the key role
/// @param database of the database
record Costs(double perBid, double perMegabyte, double keyRole, double database) {
  double bulk(double megabytes) {
    return perBid + perMegabyte * megabytes;
  }
}
