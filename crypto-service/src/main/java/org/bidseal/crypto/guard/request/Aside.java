package org.bidseal.crypto.guard.request;

import java.util.Map;

/// What an operation reads along with the statement that finds its key and holding: a verdict that
/// costs no round trip of its own.
///
/// @param columns of the join, under names that do not begin with `k_`, `h_`, `u_` or `a_`
/// @param join a left join, which must neither add nor drop a row; `:key` and `:person` are the
///   request's
/// @param bindings of the parameters of the join's own
public record Aside(String columns, String join, Map<String, Object> bindings) {
  /// Nothing is read along.
  public static final Aside NOTHING = new Aside("", "", Map.of());
}
