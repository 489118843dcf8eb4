package org.bidseal.crypto.qrsession;

import java.util.List;

/// What the phone shows before its person confirms, as qr-session-service takes it.
public record SessionSummary(String titleEn, String titleZh, List<Line> lines) {
  /// One line: a label in both languages and a value.
  public record Line(String labelEn, String labelZh, String value) {}

  public SessionSummary {
    lines = List.copyOf(lines);
  }
}
