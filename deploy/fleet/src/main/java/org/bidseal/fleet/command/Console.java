package org.bidseal.fleet.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The person at the terminal.
final class Console {
  // The JVM's own streams use the locale's character set, which is ASCII in a bare shell.
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private static final PrintStream ERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

  private Console() {}

  static void line(String text) {
    OUT.println(text);
  }

  static void error(String text) {
    ERR.println(text);
  }
}
