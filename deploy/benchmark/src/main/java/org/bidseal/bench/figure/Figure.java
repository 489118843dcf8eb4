package org.bidseal.bench.figure;

/// One measured speed.
///
/// @param id for the JSON file, such as `sm4-gcm.vector`
/// @param what for the table
/// @param bytesPerSecond of CPU time
public record Figure(String id, String what, double bytesPerSecond) {
  public double gigabytesPerSecond() {
    return bytesPerSecond / 1e9;
  }
}
