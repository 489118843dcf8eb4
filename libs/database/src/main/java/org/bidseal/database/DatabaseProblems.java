package org.bidseal.database;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/// A database that is away is a 503 with `Retry-After`, a lost race a 409, a statement over its
/// time a 504. Everything else a database says is a fault of ours and stays INTERNAL.
///
/// SQLSTATE classes and codes: PostgreSQL 17, appendix A.
final class DatabaseProblems implements ProblemTranslator {
  private static final Duration SOON = Duration.ofSeconds(1);

  @Override
  public @Nullable ProblemException translate(Throwable error) {
    if (!(error instanceof DataAccessException
        || error instanceof TransactionException
        || error instanceof R2dbcException)) {
      return null;
    }
    String state = sqlState(error);
    return switch (state) {
      case "40001", "40P01", "55P03" -> conflict(error);
      case "57014" -> timedOut(error);
      default ->
          state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")
              ? unavailable(error)
              : byType(error);
    };
  }

  private static @Nullable ProblemException byType(Throwable error) {
    return switch (error) {
      case ConcurrencyFailureException _ -> conflict(error);
      case QueryTimeoutException _ -> timedOut(error);
      case DataAccessResourceFailureException _,
          TransientDataAccessResourceException _,
          CannotCreateTransactionException _ ->
          unavailable(error);
      default -> null;
    };
  }

  private static ProblemException conflict(Throwable error) {
    return new ProblemException(
        CommonProblem.CONFLICT, "Another request changed the same object just now.", error);
  }

  private static ProblemException timedOut(Throwable error) {
    return new ProblemException(
        CommonProblem.TIMED_OUT, "The request was not finished in time.", error);
  }

  private static ProblemException unavailable(Throwable error) {
    return new ProblemException(
            CommonProblem.UPSTREAM_UNAVAILABLE, "The database does not answer at present.", error)
        .retryAfter(SOON);
  }

  private static String sqlState(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof R2dbcException r2dbc && r2dbc.getSqlState() != null) {
        return r2dbc.getSqlState();
      }
    }
    return "";
  }
}
