package org.bidseal.keywrapping;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bidseal.servicedefaults.EntryPoint;

/// `deploy/kek`: what the keeper of a key-encryption key does at its place (docs/custody.md).
/// Services notice by themselves.
public final class KekKeeper {
  private static final String TOKEN = "library";
  private static final String FILE = "key-file";

  private final PrintStream out;
  private final SecureRandom random;

  KekKeeper(PrintStream out, SecureRandom random) {
    this.out = out;
    this.random = random;
  }

  /// The command.
  ///
  /// @param arguments `list|add|current VERSION|remove VERSION`, then `--key-file FILE` or
  ///   `--library FILE [--slot ID | --slot-index N] [--pin-file FILE] [--label TEXT] [--in-use N]`
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new KekKeeper(out, newRandom()).run(List.of(arguments)));
  }

  @EntryPoint("keys of key files are drawn here")
  private static SecureRandom newRandom() {
    return new SecureRandom();
  }

  /// Runs a command line.
  ///
  /// @return the exit code: 0, 1 if the place refuses, 2 if the command line is none
  int run(List<String> arguments) {
    Deque<String> words = new ArrayDeque<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
      } else if (i + 1 < arguments.size()) {
        options.put(word.substring(2), arguments.get(++i));
      }
    }
    try {
      KekStore store = store(options);
      command(store, words);
      return 0;
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      out.println(e.getMessage());
      for (Throwable why = e.getCause(); why != null; why = why.getCause()) {
        out.println("  because: " + why);
      }
      return 1;
    }
  }

  private KekStore store(Map<String, String> options) throws IOException {
    if (options.containsKey(FILE) == options.containsKey(TOKEN)) {
      throw new IllegalArgumentException("Say where: --key-file FILE, or --library FILE");
    }
    if (options.containsKey(FILE)) {
      return new KeyFile(Path.of(options.getOrDefault(FILE, "")), random);
    }
    String pinFile = options.get("pin-file");
    String slot = options.get("slot");
    return Pkcs11Token.open(
        new Pkcs11Settings(
            options.getOrDefault(TOKEN, ""),
            slot == null ? null : Long.valueOf(slot),
            Integer.parseInt(options.getOrDefault("slot-index", "0")),
            options.getOrDefault("label", "bidseal-kek"),
            Integer.parseInt(options.getOrDefault("in-use", "0"))),
        new TokenPin(pinFile == null ? null : Path.of(pinFile), System.getenv()));
  }

  private void command(KekStore store, Deque<String> words) throws IOException {
    String command = words.isEmpty() ? "list" : words.removeFirst();
    switch (command) {
      case "list" -> {}
      case "add" -> out.println("added " + store.add());
      case "current" -> store.choose(version(words));
      case "remove" -> {
        int version = version(words);
        store.remove(version);
        out.println("removed " + version);
      }
      default -> throw new IllegalArgumentException("No such command: " + command);
    }
    KekGenerations now = store.read();
    now.versions()
        .forEach(version ->
            out.println(version + (version == now.current() ? "  current" : "  readable")));
  }

  private static int version(Deque<String> words) {
    if (words.isEmpty() || !words.getFirst().matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("Say which version");
    }
    return Integer.parseInt(words.removeFirst());
  }
}
