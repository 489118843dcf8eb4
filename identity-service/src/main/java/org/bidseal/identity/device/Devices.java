package org.bidseal.identity.device;

import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.device.DeviceRepository.Changed;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Devices that go out of their person's hands. Sessions end here; crypto-service and
/// keyescrow-service hear the events and end what the device may do with keys. Each method joins
/// its caller's transaction.
@Service
class Devices {
  private final DeviceRepository rows;
  private final Outbox outbox;

  Devices(DeviceRepository rows, Outbox outbox) {
    this.rows = rows;
    this.outbox = outbox;
  }

  Flux<DeviceView> of(UUID personId) {
    return rows.ofPerson(personId);
  }

  Mono<DeviceView> reportLost(UUID personId, UUID deviceId) {
    return get(personId, deviceId)
        .flatMap(device ->
            switch (device.state()) {
              case ACTIVE -> leave(personId, deviceId, DeviceState.LOST, DeviceEvents.LOST);
              case LOST -> Mono.just(device);
              case REMOVED -> Mono.error(Devices::isRemoved);
            });
  }

  Mono<DeviceView> remove(UUID personId, UUID deviceId) {
    return get(personId, deviceId)
        .flatMap(device ->
            switch (device.state()) {
              case ACTIVE, LOST ->
                  leave(personId, deviceId, DeviceState.REMOVED, DeviceEvents.REMOVED);
              case REMOVED -> Mono.just(device);
            });
  }

  Mono<DeviceView> takeBack(UUID personId, UUID deviceId) {
    return get(personId, deviceId)
        .flatMap(device ->
            switch (device.state()) {
              case ACTIVE -> Mono.just(device);
              case LOST -> takeBackVerified(personId, deviceId);
              case REMOVED -> Mono.error(Devices::isRemoved);
            });
  }

  private Mono<DeviceView> get(UUID personId, UUID deviceId) {
    return rows.findForUpdate(personId, deviceId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no such device of yours")));
  }

  private Mono<DeviceView> leave(UUID personId, UUID deviceId, DeviceState state, String type) {
    return rows.leave(personId, deviceId, state)
        .delayUntil(_ -> rows.endSessions(deviceId))
        .flatMap(device ->
            outbox.add(
                type, personId, new DeviceEvents.DeviceGone(deviceId, personId, device.since())))
        .then(rows.find(personId, deviceId));
  }

  private Mono<DeviceView> takeBackVerified(UUID personId, UUID deviceId) {
    return rows.takeBack(personId, deviceId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.DEVICE_NEEDS_VERIFICATION,
                    "The last real-name verification is older than the report of the loss")))
        .flatMap(device -> outbox.add(DeviceEvents.FOUND, personId, found(personId, device)))
        .then(rows.find(personId, deviceId));
  }

  private static DeviceEvents.DeviceFound found(UUID personId, Changed device) {
    return new DeviceEvents.DeviceFound(
        device.deviceId(), personId, device.name(), device.publicKey());
  }

  private static ProblemException isRemoved() {
    return new ProblemException(IdentityProblem.WRONG_STATE, "The device was removed");
  }
}
