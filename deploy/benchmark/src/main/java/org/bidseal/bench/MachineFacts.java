package org.bidseal.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a figure depends on besides our code.
final class MachineFacts {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final List<String> FEATURES =
      List.of("avx2", "avx512f", "avx512_vbmi", "avx512vbmi", "gfni", "vpclmulqdq", "pclmulqdq");

  private MachineFacts() {}

  static Map<String, Object> collect() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cpu", field("model name"));
    facts.put("cpuFamily", field("cpu family"));
    facts.put("cpuModel", field("model"));
    List<String> flags = List.of(field("flags").split(" "));
    facts.put("cpuFeatures", FEATURES.stream().filter(flags::contains).toList());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.version"));
    facts.put("maxHeapMebibytes", Runtime.getRuntime().maxMemory() >> 20);
    return facts;
  }

  private static String field(String name) throws IOException {
    if (!Files.isReadable(CPU)) {
      return "";
    }
    return Files.readAllLines(CPU).stream()
        .filter(line -> line.split(":", 2)[0].strip().equals(name))
        .map(line -> line.split(":", 2)[1].strip())
        .findFirst()
        .orElse("");
  }
}
