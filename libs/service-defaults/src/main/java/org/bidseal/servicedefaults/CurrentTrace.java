package org.bidseal.servicedefaults;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/// The trace that the present work belongs to, as W3C Trace Context (Level 1, §3.2) names it. It
/// enters with a request's `traceparent`, lives in the Reactor context, leaves with every call of a
/// `WebClient`, and is stored with events, so that one trace spans the fleet.
public final class CurrentTrace {
  private static final String TRACEPARENT = "traceparent";

  private final Tracer tracer;
  private final ObservationRegistry observations;

  public CurrentTrace(Tracer tracer, ObservationRegistry observations) {
    this.tracer = tracer;
    this.observations = observations;
  }

  /// The `traceparent` of the subscriber's context, empty outside a trace; never an error.
  public Mono<Optional<String>> traceparent() {
    return Mono.deferContextual(
        context -> Mono.just(trace(context).map(CurrentTrace::asTraceparent)));
  }

  /// The trace id (32 lower-case hex digits) of the subscriber's context; empty outside a trace.
  public Mono<Optional<String>> traceId() {
    return Mono.deferContextual(context -> Mono.just(trace(context).map(TraceContext::traceId)));
  }

  /// Runs work as a span of a stored trace, such as the one an event was caused in.
  ///
  /// @param traceparent as {@link #traceparent()} gave it; null starts a new trace
  /// @param name of the span and its metric, low cardinality: `outbox.publish`
  public <T> Mono<T> continued(@Nullable String traceparent, String name, Mono<T> work) {
    return Mono.defer(() -> observed(start(traceparent, name), work));
  }

  private Observation start(@Nullable String traceparent, String name) {
    var received = new ReceiverContext<Map<String, String>>((carrier, key) -> carrier.get(key));
    received.setCarrier(traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent));
    return Observation.start(name, () -> received, observations);
  }

  private static <T> Mono<T> observed(Observation observation, Mono<T> work) {
    return work.doOnError(observation::error)
        .doFinally(_ -> observation.stop())
        .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, observation));
  }

  private Optional<TraceContext> trace(ContextView context) {
    Observation observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
    if (observation == null) {
      return Optional.ofNullable(tracer.currentSpan()).map(Span::context);
    }
    TracingContext tracing = observation.getContextView().get(TracingContext.class);
    return Optional.ofNullable(tracing).map(TracingContext::getSpan).map(Span::context);
  }

  private static String asTraceparent(TraceContext trace) {
    boolean sampled = Boolean.TRUE.equals(trace.sampled());
    return "00-" + trace.traceId() + "-" + trace.spanId() + (sampled ? "-01" : "-00");
  }
}
