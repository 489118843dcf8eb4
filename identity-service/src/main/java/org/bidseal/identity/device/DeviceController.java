package org.bidseal.identity.device;

import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// One's devices, from any of them.
@RestController
@RequestMapping("/api/identity/v1/devices")
class DeviceController {
  private final Devices devices;
  private final IdempotentWrites writes;

  DeviceController(Devices devices, IdempotentWrites writes) {
    this.devices = devices;
    this.writes = writes;
  }

  /// All of them, the last used one first, those that are lost or removed too.
  @GetMapping
  Flux<DeviceView> list(Person person) {
    return devices.of(person.personId());
  }

  /// Reports a device lost: its sessions end, and its keys sign and decrypt no more.
  @PostMapping("/{deviceId}/loss-report")
  Mono<ResponseEntity<DeviceView>> reportLost(
      IdempotencyKey key, Person person, @PathVariable UUID deviceId) {
    return writes.once(
        key, null, DeviceView.class, devices.reportLost(person.personId(), deviceId));
  }

  /// Takes a lost device back after a new real-name verification. It may log in; its keys stay
  /// quarantined until they are released and refreshed.
  @PostMapping("/{deviceId}/finding")
  Mono<ResponseEntity<DeviceView>> takeBack(
      IdempotencyKey key, Person person, @PathVariable UUID deviceId) {
    return writes.once(key, null, DeviceView.class, devices.takeBack(person.personId(), deviceId));
  }

  /// Removes a device for good: what a loss report does, and its keys there end.
  @DeleteMapping("/{deviceId}")
  Mono<ResponseEntity<DeviceView>> remove(
      IdempotencyKey key, Person person, @PathVariable UUID deviceId) {
    return writes.once(key, null, DeviceView.class, devices.remove(person.personId(), deviceId));
  }
}
