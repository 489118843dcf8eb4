package org.bidseal.smvector;

import java.util.ArrayList;
import java.util.List;

/// JVM flags without which a candidate is refused or slow; named in verdicts and warnings.
public final class Flags {
  /// Lets the Vector API be found.
  public static final String VECTOR = "--add-modules=jdk.incubator.vector";

  /// Lets the JDK's own GHASH be reached.
  public static final String GHASH = "--add-opens=java.base/com.sun.crypto.provider=ALL-UNNAMED";

  /// Lets a C library be called.
  public static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  /// All of them, as on a command line.
  public static final String ALL = VECTOR + " " + GHASH + " " + NATIVE;

  private Flags() {}

  /// Those that this JVM was started without.
  public static List<String> missing() {
    List<String> missing = new ArrayList<>();
    Module ours = Flags.class.getModule();
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      missing.add(VECTOR);
    }
    if (!Object.class.getModule().isOpen("com.sun.crypto.provider", ours)) {
      missing.add(GHASH);
    }
    if (!ours.isNativeAccessEnabled()) {
      missing.add(NATIVE);
    }
    return missing;
  }
}
