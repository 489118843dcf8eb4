package org.bidseal.bench.keys;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bidseal.bench.figure.Goal;

/// What a run showed, with the goals.
///
/// @param machine what is known of it
record KeyReport(Map<String, Object> machine, LibraryCosts library, EndpointCosts endpoint) {
  List<Goal> goals() {
    return List.of(
        Goal.atLeast(
            "co-decryptions a CPU second, library", 6000, "/s", library.coDecryptions(), ""),
        Goal.atLeast("co-signatures a CPU second, library", 4500, "/s", library.coSignatures(), ""),
        Goal.atMost(
            "CPU of crypto-service for a co-decryption, all in",
            0.6,
            "ms",
            endpoint.serviceMillis(),
            ""));
  }

  void print(PrintStream out) {
    line(out, "co-decrypt: T2 of T1", library.coDecryptions());
    line(out, "co-decrypt with its proof", library.provedCoDecryptions());
    line(out, "co-sign: answer to e and Q1", library.coSignatures());
    line(out, "co-sign with its proof", library.provedCoSignatures());
    line(
        out,
        "peer: SM2 signature, Bouncy Castle's signer and generic curve",
        library.peerSignatures());
    out.printf(
        Locale.ROOT,
        "%nThrough the gateway: %d co-decryptions, %.0f a second, p50 %.1f ms, p99 %.1f ms%n"
            + "CPU a request: crypto-service %.2f ms (%.1f times its arithmetic; %.2f ms of it the"
            + " JVM's compilers), gateway %.2f ms, PostgreSQL %.2f ms%n"
            + "For comparison, a request that is answered by one read: crypto-service %.2f ms%n",
        endpoint.requests(),
        endpoint.perSecond(),
        endpoint.p50Millis(),
        endpoint.p99Millis(),
        endpoint.serviceMillis(),
        endpoint.serviceMillis() * library.provedCoDecryptions() / 1000,
        endpoint.compilerMillis(),
        endpoint.gatewayMillis(),
        endpoint.databaseMillis(),
        endpoint.readMillis());
    Goal.print(goals(), out);
  }

  private void line(PrintStream out, String what, double perSecond) {
    out.printf(
        Locale.ROOT,
        "  %-60s %8.0f a CPU second, %.2f times the peer%n",
        what,
        perSecond,
        perSecond / library.peerSignatures());
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("machine", machine);
    map.put("library", library);
    map.put("endpoint", endpoint);
    map.put("goals", Goal.outcomes(goals()));
    return map;
  }
}
