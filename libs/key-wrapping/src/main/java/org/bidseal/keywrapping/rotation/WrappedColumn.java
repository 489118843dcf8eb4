package org.bidseal.keywrapping.rotation;

import java.util.List;

/// A column of a service's database that holds secrets as
/// [org.bidseal.keywrapping.WrappedSecret#encoded()] gives them, or null.
///
/// @param table the table
/// @param column the `bytea` column
/// @param purpose [Aad#purpose()] of what it holds
/// @param boundTo the columns whose texts are [Aad#fields()], in order
public record WrappedColumn(String table, String column, String purpose, List<String> boundTo) {
  private static final String NAME = "[a-z][a-z0-9_]*";

  public WrappedColumn {
    boundTo = List.copyOf(boundTo);
    requireName(table);
    requireName(column);
    boundTo.forEach(WrappedColumn::requireName);
  }

  /// As the components, the last ones in order.
  public static WrappedColumn of(String table, String column, String purpose, String... boundTo) {
    return new WrappedColumn(table, column, purpose, List.of(boundTo));
  }

  /// `table.column`.
  public String name() {
    return table + "." + column;
  }

  /// They become SQL.
  private static void requireName(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("not a name of a table or column: " + name);
    }
  }
}
