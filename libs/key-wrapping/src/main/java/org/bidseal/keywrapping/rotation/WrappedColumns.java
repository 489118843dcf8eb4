package org.bidseal.keywrapping.rotation;

import java.util.List;

/// The register of a service's or a library's columns with wrapped secrets: a bean. What is not in
/// it is not wrapped anew, and lost when an old key-encryption key is removed; a test of each
/// service compares it with the schema (`UnregisteredColumns`).
public record WrappedColumns(List<WrappedColumn> columns) {
  public WrappedColumns {
    columns = List.copyOf(columns);
  }

  /// A register of these.
  public static WrappedColumns of(WrappedColumn... columns) {
    return new WrappedColumns(List.of(columns));
  }
}
