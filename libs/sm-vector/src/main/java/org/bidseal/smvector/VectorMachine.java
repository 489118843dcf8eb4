package org.bidseal.smvector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import jdk.incubator.vector.VectorShape;

/// Whether the vector code can be fast here. What it cannot see (a processor with 512-bit vectors
/// but without byte permutations) shows in the measurement.
public final class VectorMachine {
  private static final int C2 = 4;
  private static final int BITS = 512;

  private VectorMachine() {}

  /// Why it cannot, if so; never loads a class of the Vector API where there is none.
  public static Optional<String> refusal() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.of("the JVM was started without " + Flags.VECTOR);
    }
    if (!compilesWithC2()) {
      return Optional.of("the JVM was started without its C2 compiler");
    }
    int bits = Shape.bits();
    return bits < BITS
        ? Optional.of("the processor's vectors have %d bits, not %d".formatted(bits, BITS))
        : Optional.empty();
  }

  /// Apart, because it is linked against the Vector API.
  private static final class Shape {
    private Shape() {}

    static int bits() {
      return VectorShape.preferredShape().vectorBitSize();
    }
  }

  private static boolean compilesWithC2() {
    var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    boolean interpreted = System.getProperty("java.vm.info", "").contains("interpreted");
    return options != null
        && !interpreted
        && Integer.parseInt(options.getVMOption("TieredStopAtLevel").getValue()) >= C2;
  }
}
