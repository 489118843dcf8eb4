package org.bidseal.testsupport.capability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bidseal.testsupport.Capability;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Writes the outcome of every test that carries [Capability] into `target/capabilities.tsv`: id,
/// `class#method`, `passed`, `failed`, `aborted` or `skipped`. Lines of tests that did not run this
/// time stay, so that running one test does not forget the others. A test of several invocations
/// has passed if all did.
public final class CapabilityListener implements TestExecutionListener {
  private final Path file;

  /// `class#method` → (id → result).
  private final Map<String, Map<String, String>> results = new TreeMap<>();

  /// For JUnit, which finds this class as a service.
  public CapabilityListener() {
    this(Path.of("target", "capabilities.tsv"));
  }

  CapabilityListener(Path file) {
    this.file = file;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    record(test, "skipped");
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      record(
          test,
          switch (result.getStatus()) {
            case SUCCESSFUL -> "passed";
            case ABORTED -> "aborted";
            case FAILED -> "failed";
          });
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    synchronized (results) {
      if (!results.isEmpty()) {
        save();
      }
    }
  }

  private void record(TestIdentifier test, String result) {
    switch (test.getSource().orElse(null)) {
      case MethodSource method -> {
        String name = method.getClassName() + "#" + method.getMethodName();
        record(method.getJavaMethod(), name, result);
        record(method.getJavaClass(), name, result);
      }
      case ClassSource type -> record(type.getJavaClass(), type.getClassName() + "#", result);
      case null, default -> {
        // An engine or a file: nothing of ours.
      }
    }
  }

  private void record(AnnotatedElement element, String test, String result) {
    AnnotationSupport.findAnnotation(element, Capability.class)
        .ifPresent(capability -> {
          synchronized (results) {
            Map<String, String> ids = results.computeIfAbsent(test, _ -> new LinkedHashMap<>());
            for (String id : capability.value()) {
              ids.merge(id, result, (before, now) -> before.equals("passed") ? now : before);
            }
          }
        });
  }

  private void save() {
    List<String> lines = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .filter(line -> !results.containsKey(line.split("\t", -1)[1]))
            .forEach(lines::add);
      }
      results.forEach(
          (test, ids) -> ids.forEach((id, result) -> lines.add(id + "\t" + test + "\t" + result)));
      lines.sort(null);
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
