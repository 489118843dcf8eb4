package org.bidseal.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bidseal.acceptance.traffic.Exchange;
import org.bidseal.acceptance.traffic.RecordingProxy;
import org.bidseal.demo.Main;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.chapter.Binding;
import org.bidseal.demo.chapter.Samples;
import org.bidseal.demo.chapter.SealMaking;
import org.bidseal.demo.platform.Desk;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.Progress;
import org.bidseal.fleet.Service;

/// A fleet, the demo that ran in it, and all that the demo asked of it.
///
/// @param told what the demo printed
/// @param output the folder with what it made
/// @param exchanges requests and answers, in order
public record Life(Fleet fleet, String told, Path output, List<Exchange> exchanges)
    implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  static Life live() {
    Path work = Path.of("target").toAbsolutePath();
    Path data = work.resolve("fleet");
    Fleet.deleteData(data);
    Fleet fleet = Fleet.start(FleetSettings.forTest(ROOT, data), Progress.SILENT);
    try {
      return demonstrate(fleet, work.resolve("demo-output"));
    } catch (RuntimeException | Error e) {
      fleet.close();
      throw e;
    }
  }

  private static Life demonstrate(Fleet fleet, Path output) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (RecordingProxy proxy = new RecordingProxy(fleet.url(Service.GATEWAY))) {
      Main.run(
          new String[] {
            "--gateway", proxy.url(),
            "--secrets", secrets(fleet).toString(),
            "--output", output.toString(),
            "--opening-in", "60"
          },
          new PrintStream(told, true, StandardCharsets.UTF_8));
      return new Life(fleet, told.toString(StandardCharsets.UTF_8), output, proxy.recorded());
    } finally {
      System.out.println(told.toString(StandardCharsets.UTF_8));
    }
  }

  private static Path secrets(Fleet fleet) {
    return fleet.settings().dataFolder().resolve("secrets.properties");
  }

  /// The checkout.
  public Path root() {
    return ROOT;
  }

  /// Further people, with an enterprise, a platform and a seal of their own.
  ///
  /// @param gateway where their phones and their platform ask
  /// @param name of a folder for what they make
  public Enterprise newEnterprise(String gateway, String name) {
    try {
      Path folder = Files.createDirectories(output.resolveSibling(name));
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      Stage stage =
          Stage.open(
              URI.create(gateway),
              secrets(fleet),
              folder,
              new PrintStream(told, true, StandardCharsets.UTF_8));
      People people = People.enrol(stage);
      Desk desk = Binding.bind(stage, people);
      return new Enterprise(people, desk, SealMaking.make(stage, people), Samples.letter(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    fleet.close();
  }
}
