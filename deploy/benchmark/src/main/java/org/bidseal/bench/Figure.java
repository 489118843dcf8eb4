package org.bidseal.bench;

/// One measured speed.
///
/// @param id for the JSON file, such as `sm4-gcm.vector`
/// @param what for the table
/// @param bytesPerSecond of CPU time
record Figure(String id, String what, double bytesPerSecond) {
  double gigabytesPerSecond() {
    return bytesPerSecond / 1e9;
  }
}
