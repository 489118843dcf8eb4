package org.bidseal.demo.cast;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.witness.SecretWitness;

/// What the chapters share: the fleet, the people, the folder for what they make.
///
/// @param staffPasswords of the embedded realm, by user
public record Stage(
    Gateway gateway, Story story, Cast cast, Map<String, String> staffPasswords, Path output) {

  /// A stage before a fleet, with a new cast.
  ///
  /// @param secrets the fleet's `secrets.properties`
  /// @param out where the story is told
  /// @throws UncheckedIOException if the secrets cannot be read
  public static Stage open(URI gatewayUri, Path secrets, Path output, PrintStream out) {
    return open(gatewayUri, secrets, output, out, SecretWitness.NONE);
  }

  /// The same with a witness of the phones' secrets.
  public static Stage open(
      URI gatewayUri, Path secrets, Path output, PrintStream out, SecretWitness witness) {
    SecureRandom random = newRandom();
    Gateway gateway = new Gateway(gatewayUri, random, systemClock(), witness);
    return new Stage(
        gateway,
        new Story(out, gateway.clock()),
        Cast.invent(random),
        staffPasswords(secrets),
        output);
  }

  private static Map<String, String> staffPasswords(Path secrets) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(secrets)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> passwords = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("staff.")) {
        passwords.put(name.substring("staff.".length()), properties.getProperty(name));
      }
    }
    return passwords;
  }

  @EntryPoint("the demo's randomness")
  private static SecureRandom newRandom() {
    return new SecureRandom();
  }

  private static Clock systemClock() {
    return Clock.systemUTC();
  }

  /// Somebody of the operator's.
  ///
  /// @param role `operator`, `ca-reviewer` or `seal-reviewer`
  public Staff staff(String role) {
    String password = staffPasswords.get(role);
    if (password == null) {
      throw new StoryException("no password for " + role);
    }
    return Staff.login(gateway, role, password);
  }
}
