package org.bidseal.bench.keys;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import org.bidseal.bench.EntryPoint;
import org.bidseal.bench.Peers;
import org.bidseal.bench.command.JsonFile;
import org.bidseal.bench.stage.BenchFleet;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;

/// `deploy/bench keys`.
@EntryPoint
final class Main {
  private Main() {}

  /// Exit code 0 when all was measured, whatever came of the goals; 2 for a wrong command line.
  public static void main(String[] arguments) throws IOException, SQLException {
    KeyOptions options;
    try {
      options = KeyOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    KeyReport report = run(options, new SecureRandom());
    report.print(System.out);
    JsonFile.write(report.asMap(), options.json());
  }

  private static KeyReport run(KeyOptions options, SecureRandom random)
      throws IOException, SQLException {
    System.out.println("  measuring the library …");
    LibraryCosts library = LibraryCosts.measure(random);
    System.out.println("  starting a fleet …");
    try (BenchFleet stage = BenchFleet.start(options.root(), options.data(), random)) {
      System.out.println("  phones ask …");
      EndpointCosts endpoint =
          new EndpointBenchmark(stage)
              .measure(options, new EnvelopeSealer(new BouncyCastleSm4Gcm(), random));
      return new KeyReport(Peers.machine(), library, endpoint);
    }
  }
}
