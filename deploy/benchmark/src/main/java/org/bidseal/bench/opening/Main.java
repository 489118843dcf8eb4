package org.bidseal.bench.opening;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import org.bidseal.bench.EntryPoint;
import org.bidseal.bench.command.JsonFile;

/// `deploy/bench opening`.
@EntryPoint
final class Main {
  private Main() {}

  /// Exit code 0 when all was measured and nothing was lost or doubled, 1 if something was, 2 for a
  /// wrong command line.
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    StormOptions options;
    try {
      options = StormOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    StormReport report = OpeningBenchmark.run(options, new SecureRandom());
    report.print(System.out);
    JsonFile.write(report.asMap(), options.json());
    boolean whole = report.rounds().stream().allMatch(r -> r.lost() == 0 && r.doubled() == 0);
    System.exit(whole ? 0 : 1);
  }
}
