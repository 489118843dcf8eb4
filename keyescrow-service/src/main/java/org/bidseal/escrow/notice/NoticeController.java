package org.bidseal.escrow.notice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// What a person is told; every device reads all of it and keeps a mark of its own.
@RestController
class NoticeController {
  private final Notices notices;
  private final IdempotentWrites writes;

  NoticeController(Notices notices, IdempotentWrites writes) {
    this.notices = notices;
    this.writes = writes;
  }

  /// Up to 100 notices after `since`, oldest first.
  @GetMapping("/api/escrow/v1/notices")
  Mono<NoticeView.Page> list(
      Person person,
      @RequestParam(defaultValue = "0") @Min(0) long since,
      @RequestParam(required = false) @Nullable UUID deviceId) {
    return notices.page(person.personId(), since, deviceId);
  }

  /// The device has shown the notices up to a number.
  @PutMapping("/api/escrow/v1/devices/{deviceId}/notice-mark")
  Mono<ResponseEntity<NoticeMark>> mark(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID deviceId,
      @Valid @RequestBody NoticeMark mark) {
    return writes.once(
        key,
        mark,
        NoticeMark.class,
        notices.mark(person.personId(), deviceId, mark.readUpTo()).map(NoticeMark::new));
  }
}
