package org.bidseal.servicedefaults;

import reactor.util.context.ContextView;

/// Tells whoever sees his request cancelled whether it was this service that gave it up: a request
/// that ran out of its {@link RequestDeadline} is cancelled in the same way as one whose client is
/// gone. Carried in the Reactor context of every request.
public final class RequestCut {
  private volatile boolean byDeadline;

  RequestCut() {}

  /// Whether the request of this context has run out of time here.
  public static boolean isByDeadline(ContextView context) {
    return context.hasKey(RequestCut.class) && context.get(RequestCut.class).byDeadline;
  }

  void strike() {
    byDeadline = true;
  }
}
