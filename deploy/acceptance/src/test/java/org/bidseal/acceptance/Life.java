package org.bidseal.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidseal.acceptance.secrecy.KnownSecrets;
import org.bidseal.acceptance.traffic.RecordingProxy;
import org.bidseal.demo.Main;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.chapter.BackingUp;
import org.bidseal.demo.chapter.Bidding;
import org.bidseal.demo.chapter.Binding;
import org.bidseal.demo.chapter.Samples;
import org.bidseal.demo.chapter.SealMaking;
import org.bidseal.demo.platform.Desk;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.Progress;
import org.bidseal.fleet.Service;
import org.jspecify.annotations.Nullable;

/// A fleet from the services' own jars, and those who live in it.
public final class Life implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path WORK = Path.of("target").toAbsolutePath();

  private final Fleet fleet;
  private @Nullable Demonstration demonstration;

  private Life(Fleet fleet) {
    this.fleet = fleet;
  }

  static Life begin() {
    Path data = WORK.resolve("fleet");
    Fleet.deleteData(data);
    return new Life(Fleet.start(FleetSettings.forTest(ROOT, data), Progress.SILENT));
  }

  public Fleet fleet() {
    return fleet;
  }

  /// The checkout.
  public Path root() {
    return ROOT;
  }

  /// The demo of `deploy/demo`; it runs once.
  public synchronized Demonstration demonstration() {
    Demonstration done = demonstration;
    if (done == null) {
      done = demonstrate();
      demonstration = done;
    }
    return done;
  }

  private Demonstration demonstrate() {
    Path output = WORK.resolve("demo-output");
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    KnownSecrets secrets = new KnownSecrets();
    try (RecordingProxy proxy = new RecordingProxy(fleet.url(Service.GATEWAY))) {
      Main.run(
          new String[] {
            "--gateway", proxy.url(),
            "--secrets", secrets().toString(),
            "--output", output.toString(),
            "--opening-in", "60"
          },
          printTo(told),
          secrets);
      return new Demonstration(
          told.toString(StandardCharsets.UTF_8), output, proxy.recorded(), secrets);
    } finally {
      System.out.println(told.toString(StandardCharsets.UTF_8));
    }
  }

  /// Further people, with an enterprise, a platform and a seal of their own.
  ///
  /// @param gateway where their phones and their platform ask
  /// @param name of a folder for what they make
  public Enterprise newEnterprise(String gateway, String name) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try {
      Path folder = Files.createDirectories(WORK.resolve(name));
      Stage stage = Stage.open(URI.create(gateway), secrets(), folder, printTo(told));
      People people = People.enrol(stage);
      Desk desk = Binding.bind(stage, people);
      return new Enterprise(people, desk, SealMaking.make(stage, people), Samples.letter(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.out.println(told.toString(StandardCharsets.UTF_8));
    }
  }

  /// Further people, with an enterprise and a platform of their own, who can seal bids.
  ///
  /// @param gateway where their phones and their platform ask
  /// @param name of a folder for what they make
  public Bidder newBidder(String gateway, String name) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try {
      Path folder = Files.createDirectories(WORK.resolve(name));
      Stage stage = Stage.open(URI.create(gateway), secrets(), folder, printTo(told));
      People people = People.enrol(stage);
      Desk desk = Binding.bind(stage, people);
      BackingUp.endorse(stage.story(), people);
      BackingUp.toColleague(
          stage.story(), people, people.owner(), people.ownerPin(), BackingUp.ownerKey(people));
      return new Bidder(desk, new Bidding(stage, people, desk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.out.println(told.toString(StandardCharsets.UTF_8));
    }
  }

  private Path secrets() {
    return fleet.settings().dataFolder().resolve("secrets.properties");
  }

  private static PrintStream printTo(ByteArrayOutputStream told) {
    return new PrintStream(told, true, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    fleet.close();
  }
}
