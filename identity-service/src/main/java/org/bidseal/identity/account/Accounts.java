package org.bidseal.identity.account;

import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads of accounts for the rest of the service.
@Service
public final class Accounts {

  private final AccountRepository accounts;

  Accounts(AccountRepository accounts) {
    this.accounts = accounts;
  }

  /// The person's account, or the problem `NOT_FOUND`: a token of the realm alone is no account.
  public Mono<Account> get(UUID personId) {
    return accounts
        .find(personId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CommonProblem.NOT_FOUND, "The person has not signed up by mobile number")));
  }

  /// The person's devices, the one last used first.
  public Flux<Device> devices(UUID personId) {
    return accounts.devices(personId);
  }

  /// Whether the device was registered by the person.
  public Mono<Boolean> ownsDevice(UUID personId, UUID deviceId) {
    return accounts.ownsDevice(personId, deviceId);
  }
}
