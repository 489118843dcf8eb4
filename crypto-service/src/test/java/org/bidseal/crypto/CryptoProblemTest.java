package org.bidseal.crypto;

import org.bidseal.crypto.keyaudit.KeyUseProblem;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.problem.ReportProblem;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemTypesContract;
import org.junit.jupiter.api.Test;

class CryptoProblemTest {
  @Test
  void everyProblemIsWhole() {
    ProblemTypesContract.check(BidProblem.class);
    ProblemTypesContract.check(CryptoProblem.class);
    ProblemTypesContract.check(UploadProblem.class);
    ProblemTypesContract.check(LockProblem.class);
    ProblemTypesContract.check(ReportProblem.class);
    ProblemTypesContract.check(KeyUseProblem.class);
  }
}
