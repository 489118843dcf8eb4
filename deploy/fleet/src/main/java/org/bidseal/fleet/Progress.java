package org.bidseal.fleet;

/// Told what happens while a fleet starts, runs and stops. Calls come from several threads.
public interface Progress {
  /// Says nothing.
  Progress SILENT = (_, _) -> {};

  /// Something happened to a part of the fleet.
  ///
  /// @param part `postgres`, `kafka`, `keycloak` or a service's name
  /// @param what one line for a person: `ready after 2.3 s on port 8081`
  void report(String part, String what);
}
