package org.bidseal.crypto.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.UUID;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.Caller;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The opening record, from the opening's time on.
@RestController
@InRole(Role.KEY)
class RecordController {
  private final OpeningRecords records;
  private final JsonMapper json;

  RecordController(OpeningRecords records, JsonMapper json) {
    this.records = records;
    this.json = json;
  }

  @GetMapping(
      path = "/api/crypto/v1/openings/{openingId}/record",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RecordDocument.class)))
  Mono<ResponseEntity<Flux<DataBuffer>>> show(@PathVariable UUID openingId, Caller caller) {
    return records
        .make(openingId, Tenant.of(caller))
        .map(made -> ResponseEntity.ok(document(made)));
  }

  /// The document's text with its entries in the empty array that ends it.
  private Flux<DataBuffer> document(OpeningRecords.Made made) {
    String frame = json.writeValueAsString(made.withoutEntries());
    String begin = frame.substring(0, frame.length() - "]}".length());
    Flux<String> entries =
        records.entries(made).index((index, text) -> index == 0 ? "\n" + text : ",\n" + text);
    return Flux.concat(Flux.just(begin), entries, Flux.just("\n]}\n"))
        .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8)));
  }
}
