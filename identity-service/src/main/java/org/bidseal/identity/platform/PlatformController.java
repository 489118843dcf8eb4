package org.bidseal.identity.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.platform.Platforms.Registered;
import org.bidseal.identity.platform.TradingPlatform.BackupPolicy;
import org.bidseal.identity.platform.TradingPlatform.SealClaimPolicy;
import org.bidseal.identity.platform.TradingPlatform.Settings;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1/platforms")
class PlatformController {

  private static final String OPERATOR = "operator";

  /// @param region administrative division code, 6 digits (GB/T 2260)
  record PlatformRequest(
      @NotBlank @Size(max = 128) String name,
      @NotNull @Pattern(regexp = "[0-9]{6}") String region,
      @NotNull @Valid SettingsRequest settings) {}

  /// @param serverSideSealing bids may be sealed by crypto-service instead of the bidder's desk
  record SettingsRequest(
      boolean serverSideSealing,
      @NotNull BackupPolicy backupPolicy,
      @NotNull SealClaimPolicy sealClaimPolicy) {
    private Settings toSettings() {
      return new Settings(serverSideSealing, backupPolicy, sealClaimPolicy);
    }
  }

  /// @param clientSecret shown this once
  record RegisteredAnswer(UUID platformId, String clientId, String clientSecret) {
    static RegisteredAnswer of(Registered registered) {
      return new RegisteredAnswer(
          registered.platform().platformId(),
          registered.platform().clientId(),
          registered.clientSecret());
    }

    @Override
    public String toString() {
      return "RegisteredAnswer[" + clientId + ", REDACTED]";
    }
  }

  record PlatformAnswer(UUID platformId, String name, String region, Settings settings) {
    static PlatformAnswer of(TradingPlatform platform) {
      return new PlatformAnswer(
          platform.platformId(), platform.name(), platform.region(), platform.settings());
    }
  }

  record BindingAnswer(
      UUID enterpriseId,
      String enterpriseName,
      String uscc,
      UUID personId,
      String personName,
      UUID certificateId,
      Instant boundAt) {
    static BindingAnswer of(Binding binding) {
      return new BindingAnswer(
          binding.enterpriseId(),
          binding.enterpriseName(),
          binding.uscc(),
          binding.personId(),
          binding.personName(),
          binding.certificateId(),
          binding.boundAt());
    }
  }

  private final Platforms platforms;
  private final IdempotentWrites writes;

  PlatformController(Platforms platforms, IdempotentWrites writes) {
    this.platforms = platforms;
    this.writes = writes;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<RegisteredAnswer>> register(
      IdempotencyKey key, Staff staff, @Valid @RequestBody PlatformRequest request) {
    staff.require(OPERATOR);
    Mono<RegisteredAnswer> useCase =
        Mono.defer(() ->
                platforms.register(
                    request.name().strip(), request.region(), request.settings().toSettings()))
            .map(RegisteredAnswer::of);
    return writes
        .sensitive()
        .once(key, request, RegisteredAnswer.class, HttpStatus.CREATED, useCase);
  }

  @GetMapping
  Flux<PlatformAnswer> list(Caller caller) {
    return switch (caller) {
      case Platform(UUID own) -> platforms.get(own).map(PlatformAnswer::of).flux();
      case Person _, Staff _, ServiceCaller _ -> platforms.all().map(PlatformAnswer::of);
    };
  }

  @GetMapping("/{id}")
  Mono<PlatformAnswer> get(Caller caller, @PathVariable UUID id) {
    return visible(caller, id).then(platforms.get(id)).map(PlatformAnswer::of);
  }

  @GetMapping("/{id}/bindings")
  Flux<BindingAnswer> bindings(Platform platform, @PathVariable UUID id) {
    return visible(platform, id).thenMany(platforms.bindings(id)).map(BindingAnswer::of);
  }

  /// A platform sees itself alone; everyone else sees all of them.
  private static Mono<Void> visible(Caller caller, UUID platformId) {
    return caller instanceof Platform(UUID own) && !own.equals(platformId)
        ? Mono.error(Platforms::noPlatform)
        : Mono.empty();
  }
}
