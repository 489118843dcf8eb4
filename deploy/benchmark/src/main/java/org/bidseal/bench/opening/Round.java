package org.bidseal.bench.opening;

import java.util.LinkedHashMap;
import java.util.Map;

/// What one storm showed.
///
/// @param workers bulk processes
/// @param bids decrypted
/// @param mebibytes of each
/// @param confirmSeconds from the first page's code to the last accepted key
/// @param totalSeconds from the first accepted key to the last plaintext, by the database's clock
/// @param p50Seconds of a bid, from its accepted key to its plaintext
/// @param p99Seconds of the same
/// @param cpuSeconds of all bulk workers during the storm
/// @param keyCpuSeconds of the key role during it
/// @param databaseCpuSeconds of PostgreSQL, which all services of the run share
/// @param peakMebibytes most resident memory of a worker
/// @param lost what should be there and is not
/// @param doubled what is there twice
record Round(
    int workers,
    int bids,
    int mebibytes,
    double confirmSeconds,
    double totalSeconds,
    double p50Seconds,
    double p99Seconds,
    double cpuSeconds,
    double keyCpuSeconds,
    double databaseCpuSeconds,
    double peakMebibytes,
    int lost,
    int doubled) {

  double megabytes() {
    return bids * (double) mebibytes * 1.048576;
  }

  double cpuSecondsPerMegabyte() {
    return cpuSeconds / megabytes();
  }

  /// For the JSON file.
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("workers", workers);
    map.put("bids", bids);
    map.put("mebibytes", mebibytes);
    map.put("confirmSeconds", confirmSeconds);
    map.put("totalSeconds", totalSeconds);
    map.put("p50Seconds", p50Seconds);
    map.put("p99Seconds", p99Seconds);
    map.put("cpuSeconds", cpuSeconds);
    map.put("cpuSecondsPerMegabyte", cpuSecondsPerMegabyte());
    map.put("keyCpuSeconds", keyCpuSeconds);
    map.put("databaseCpuSeconds", databaseCpuSeconds);
    map.put("peakMebibytes", peakMebibytes);
    map.put("lost", lost);
    map.put("doubled", doubled);
    return map;
  }
}
