package org.bidseal.identity.account;

import static org.bidseal.identity.account.AccountEvents.DEVICE_REGISTERED;
import static org.bidseal.identity.account.AccountEvents.PERSON_REGISTERED;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.account.AccountRepository.DeviceLogin;
import org.bidseal.identity.account.SessionController.DeviceKeyRequest;
import org.bidseal.identity.account.SessionController.DeviceRequest;
import org.bidseal.identity.keycloak.KeycloakUsers;
import org.bidseal.identity.keycloak.PersonTokens;
import org.bidseal.identity.keycloak.PersonTokens.AccessToken;
import org.bidseal.identity.sms.Mobile;
import org.bidseal.identity.sms.SmsCodes;
import org.bidseal.identity.sms.SmsCodes.Checked;
import org.bidseal.identity.sms.SmsCodes.Purpose;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Login by SMS code; the first one registers the account. Sessions are refreshed by single-use
/// tokens.
///
/// The code is used up in the transaction that records the login, after Keycloak has answered: a
/// Keycloak that is away costs a try, not the code.
@Service
final class Sessions {

  /// A person who is logged in on a device. Holds secrets: never stored, never logged.
  record Session(UUID personId, boolean newAccount, AccessToken token, String refreshToken) {
    @Override
    public String toString() {
      return "Session[" + personId + ", REDACTED]";
    }
  }

  /// The key is empty if the device has none, or is old and registered without.
  private record Login(
      Checked code,
      UUID personId,
      Mobile mobile,
      UUID deviceId,
      String name,
      Optional<DeviceKey> key) {}

  private record Written(boolean newAccount, String refreshToken) {}

  private final SmsCodes codes;
  private final KeycloakUsers users;
  private final PersonTokens tokens;
  private final AccountRepository accounts;
  private final RefreshTokens refreshTokens;
  private final Outbox outbox;
  private final Transactions transactions;
  private final Clock clock;
  private final CryptoScheduler crypto;
  private final MeterRegistry meters;

  Sessions(
      SmsCodes codes,
      KeycloakUsers users,
      PersonTokens tokens,
      AccountRepository accounts,
      RefreshTokens refreshTokens,
      Outbox outbox,
      Transactions transactions,
      Clock clock,
      CryptoScheduler crypto,
      MeterRegistry meters) {
    this.codes = codes;
    this.users = users;
    this.tokens = tokens;
    this.accounts = accounts;
    this.refreshTokens = refreshTokens;
    this.outbox = outbox;
    this.transactions = transactions;
    this.clock = clock;
    this.crypto = crypto;
    this.meters = meters;
  }

  /// Logs in, and registers the account and the device where they are new.
  ///
  /// The device's key is looked at after the code: nobody without one makes this service compute.
  Mono<Session> login(Mobile mobile, String code, DeviceRequest device) {
    return codes
        .check(mobile, Purpose.LOGIN, code)
        .zipWhen(_ -> deviceKey(mobile, device))
        .flatMap(checked ->
            personOf(mobile)
                .map(person ->
                    new Login(
                        checked.getT1(),
                        person,
                        mobile,
                        device.deviceId(),
                        device.name(),
                        checked.getT2())))
        .flatMap(login -> tokens.issue(login.personId()).flatMap(token -> finish(login, token)))
        .doOnError(_ -> count("failed"));
  }

  private Mono<Optional<DeviceKey>> deviceKey(Mobile mobile, DeviceRequest device) {
    DeviceKeyRequest key = device.key();
    return key == null
        ? Mono.just(Optional.empty())
        : crypto
            .run(() ->
                DeviceKey.proven(device.deviceId(), mobile, key.publicKey(), key.r(), key.s()))
            .map(Optional::of);
  }

  private Mono<UUID> personOf(Mobile mobile) {
    return accounts
        .findByMobile(mobile)
        .map(Account::personId)
        .switchIfEmpty(Mono.defer(() -> users.ensure(mobile.number())));
  }

  private Mono<Session> finish(Login login, AccessToken token) {
    return transactions
        .inTransaction(write(login))
        .doOnNext(written -> count(written.newAccount() ? "new" : "returning"))
        .map(written ->
            new Session(login.personId(), written.newAccount(), token, written.refreshToken()));
  }

  private Mono<Written> write(Login login) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return codes
        .consume(login.code())
        .then(Mono.defer(() -> registerAccount(login, now)))
        .flatMap(fresh ->
            registerDevice(login, now)
                .then(refreshTokens.issue(login.personId(), login.deviceId(), now))
                .map(refresh -> new Written(fresh, refresh)));
  }

  private Mono<Boolean> registerAccount(Login login, Instant now) {
    UUID person = login.personId();
    return accounts
        .insert(new Account(person, login.mobile(), now))
        .flatMap(fresh ->
            fresh
                ? outbox
                    .add(PERSON_REGISTERED, person, new AccountEvents.PersonRegistered(person))
                    .thenReturn(true)
                : Mono.just(false));
  }

  private Mono<Void> registerDevice(Login login, Instant now) {
    return accounts
        .login(login.personId(), login.deviceId(), login.name(), login.key(), now)
        .switchIfEmpty(Mono.defer(() -> refused(login)))
        .filter(DeviceLogin::isNews)
        .flatMap(device ->
            outbox.add(
                DEVICE_REGISTERED,
                login.personId(),
                new AccountEvents.DeviceRegistered(
                    login.deviceId(), login.personId(), login.name(), device.publicKey())));
  }

  private Mono<DeviceLogin> refused(Login login) {
    return Mono.zip(
            accounts.ownsDevice(login.personId(), login.deviceId()),
            accounts.isActive(login.deviceId()))
        .flatMap(device -> Mono.error(refused(login, device.getT1(), device.getT2())));
  }

  private static ProblemException refused(Login login, boolean own, boolean active) {
    String device = "Device " + login.deviceId();
    if (!own) {
      return new ProblemException(
          IdentityProblem.DEVICE_OF_ANOTHER_PERSON, device + " was registered by another person");
    }
    return active
        ? new ProblemException(
            IdentityProblem.DEVICE_HAS_ANOTHER_KEY, device + " was registered with another key")
        : new ProblemException(
            IdentityProblem.DEVICE_NOT_USABLE, device + " was reported lost or removed");
  }

  /// Exchanges a refresh token for a new access token and its own successor. Keycloak is asked
  /// first: when it is away, the refresh token stays good.
  Mono<Session> refresh(String refreshToken) {
    return refreshTokens
        .holder(refreshToken)
        .flatMap(tokens::issue)
        .flatMap(access -> transactions.inTransaction(rotate(refreshToken, access)))
        .switchIfEmpty(Mono.error(Sessions::ended));
  }

  private Mono<Session> rotate(String refreshToken, AccessToken access) {
    Instant now = clock.instant();
    return refreshTokens
        .use(refreshToken, now)
        .flatMap(use ->
            switch (use) {
              case RefreshTokens.Use.Granted(UUID family, UUID person, UUID device) ->
                  refreshTokens
                      .issue(family, person, device, now)
                      .map(next -> new Session(person, false, access, next));
              // Empty, not an error: the revocation of the family must be committed.
              case RefreshTokens.Use.Reused _, RefreshTokens.Use.Refused _ -> Mono.empty();
            });
  }

  private static ProblemException ended() {
    return new ProblemException(
        IdentityProblem.INVALID_REFRESH_TOKEN, "The refresh token is unknown, used or expired");
  }

  private void count(String result) {
    meters.counter("bidseal.signups", "result", result).increment();
  }
}
