package org.bidseal.signing.timestamp;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.signing.Bytes;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The timestamp authority over HTTP (RFC 3161 §3.4).
@RestController
@RequestMapping("/api/signing/v1/timestamps")
final class TimestampController {
  private static final String QUERY = "application/timestamp-query";
  private static final String REPLY = "application/timestamp-reply";
  private static final int MAX_BYTES = 8_192;

  private final Timestamps timestamps;

  TimestampController(Timestamps timestamps) {
    this.timestamps = timestamps;
  }

  @Operation(
      summary = "A timestamp (RFC 3161), signed with SM2 and SM3",
      description =
          "Digests: SM3, SHA-256, SHA-384, SHA-512. A refusal is a reply with status rejection.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = QUERY,
                      schema = @Schema(type = "string", format = "binary"))))
  @NaturallyIdempotent("each token stands for itself; a repetition gets another")
  @PostMapping(consumes = QUERY, produces = REPLY)
  Mono<byte[]> timestamp(Caller caller, ServerHttpRequest request) {
    return switch (caller) {
      case ServiceCaller _, Platform _ ->
          DataBufferUtils.join(request.getBody(), MAX_BYTES)
              .map(TimestampController::bytes)
              .defaultIfEmpty(new byte[0])
              .onErrorMap(DataBufferLimitException.class, TimestampController::tooLarge)
              .flatMap(timestamps::answer)
              .map(Bytes::toArray);
      case Person _, Staff _ ->
          Mono.error(
              new ProblemException(
                  CommonProblem.FORBIDDEN, "Only platforms and services get timestamps."));
    };
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ProblemException tooLarge(Throwable e) {
    return new ProblemException(
        CommonProblem.PAYLOAD_TOO_LARGE, "A request has at most " + MAX_BYTES + " bytes.", e);
  }
}
