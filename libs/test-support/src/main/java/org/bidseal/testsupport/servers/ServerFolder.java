package org.bidseal.testsupport.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bidseal.embedded.PhoneLoginKey;
import org.bidseal.embedded.Realm;
import org.bidseal.embedded.Secrets;

/// The folder that all test JVMs of one checkout share: `target/test-servers` of the reactor's
/// root.
///
/// @param path of the folder
record ServerFolder(Path path) {

  /// The folder of the checkout in which this test runs.
  static ServerFolder ofThisCheckout() {
    return new ServerFolder(reactorRoot().resolve("target").resolve("test-servers"));
  }

  /// The topmost folder above the module that holds `.mvn`, as Maven itself finds it.
  static Path reactorRoot() {
    Path module = Path.of("").toAbsolutePath();
    Path root = module;
    for (Path folder = module; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        root = folder;
      }
    }
    return root;
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path endpoints() {
    return path.resolve("endpoints.properties");
  }

  /// Holds the id of the server JVM that was started last.
  Path pid() {
    return path.resolve("servers.pid");
  }

  Path log() {
    return path.resolve("servers.log");
  }

  Secrets secrets() {
    return Secrets.load(path.resolve("secrets.properties"));
  }

  Realm realm() {
    return new Realm(
        secrets(),
        PhoneLoginKey.loadOrCreate(path.resolve("phone-login.pem")),
        "http://127.0.0.1:8080");
  }
}
