package org.bidseal.identity.me;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.identity.account.Account;
import org.bidseal.identity.account.Accounts;
import org.bidseal.identity.account.Device;
import org.bidseal.identity.enterprise.Enterprise;
import org.bidseal.identity.enterprise.Enterprises;
import org.bidseal.identity.enterprise.EntityKind;
import org.bidseal.identity.membership.Membership;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.person.Persons;
import org.bidseal.identity.person.VerifiedPerson;
import org.bidseal.websecurity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class MeController {

  /// @param realName absent before real-name verification
  record MeAnswer(
      UUID personId,
      String mobileMasked,
      @Nullable String realName,
      @Nullable Instant verifiedAt,
      List<EnterpriseAnswer> enterprises,
      List<DeviceAnswer> devices) {}

  record EnterpriseAnswer(
      UUID enterpriseId,
      String name,
      String uscc,
      EntityKind kind,
      Membership.Role role,
      boolean legalRepresentative) {
    static EnterpriseAnswer of(Membership membership, Enterprise enterprise) {
      return new EnterpriseAnswer(
          enterprise.enterpriseId(),
          enterprise.name(),
          enterprise.uscc().code(),
          enterprise.uscc().kind(),
          membership.role(),
          membership.legalRepresentative());
    }
  }

  record DeviceAnswer(UUID deviceId, String name, Instant registeredAt, Instant lastLoginAt) {
    static DeviceAnswer of(Device device) {
      return new DeviceAnswer(
          device.deviceId(), device.name(), device.registeredAt(), device.lastLoginAt());
    }
  }

  private final Accounts accounts;
  private final Persons persons;
  private final Memberships memberships;
  private final Enterprises enterprises;

  MeController(
      Accounts accounts, Persons persons, Memberships memberships, Enterprises enterprises) {
    this.accounts = accounts;
    this.persons = persons;
    this.memberships = memberships;
    this.enterprises = enterprises;
  }

  @GetMapping("/api/identity/v1/me")
  Mono<MeAnswer> me(Person person) {
    UUID id = person.personId();
    return Mono.zip(
            accounts.get(id),
            persons.find(id).map(Optional::of).defaultIfEmpty(Optional.empty()),
            enterprisesOf(id),
            accounts.devices(id).map(DeviceAnswer::of).collectList())
        .map(parts -> answer(parts.getT1(), parts.getT2(), parts.getT3(), parts.getT4()));
  }

  private Mono<List<EnterpriseAnswer>> enterprisesOf(UUID personId) {
    return memberships
        .ofPerson(personId)
        .concatMap(membership ->
            enterprises
                .find(membership.enterpriseId())
                .map(enterprise -> EnterpriseAnswer.of(membership, enterprise)))
        .collectList();
  }

  private static MeAnswer answer(
      Account account,
      Optional<VerifiedPerson> person,
      List<EnterpriseAnswer> enterprises,
      List<DeviceAnswer> devices) {
    return new MeAnswer(
        account.personId(),
        account.mobile().masked(),
        person.map(VerifiedPerson::name).orElse(null),
        person.map(VerifiedPerson::verifiedAt).orElse(null),
        enterprises,
        devices);
  }
}
