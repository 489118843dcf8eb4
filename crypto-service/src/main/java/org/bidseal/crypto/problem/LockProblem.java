package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can be wrong with the committee's lock of an opening.
public enum LockProblem implements ProblemType {
  LOCK_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "No such event lock",
      "开标锁不存在",
      "Check the opening's and the lock's id.",
      "请检查开标编号和开标锁编号。"),
  LOCK_NOT_REQUIRED(
      HttpStatus.CONFLICT,
      "This opening has no event lock",
      "该开标未启用开标锁",
      "Register an opening that requires an event lock, then draw it.",
      "请登记启用开标锁的开标，再生成开标锁。"),
  COMMITTEE_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The committee cannot hold a lock",
      "开标锁保管人组成无效",
      "Name two to nine different persons by encryption certificates in force of their enterprises,"
          + " and a threshold from two to their number.",
      "请指定二至九名不同人员，每人须有所属企业的有效加密证书；门限须为二至人数之间。"),
  LOCK_IN_USE(
      HttpStatus.CONFLICT,
      "A bid is sealed under this lock",
      "已有投标文件使用该开标锁加密",
      "Keep the lock: it can still be released while as many members as its threshold remain;"
          + " otherwise propose a waiver.",
      "请保留该开标锁：只要剩余保管人数不少于门限即可解锁；否则请发起弃用程序。"),
  LOCK_STATE_FORBIDS(
      HttpStatus.CONFLICT,
      "The lock is not in a state for this",
      "开标锁当前状态不允许此操作",
      "Look at the lock's state and at what its members have done, then take the step that is due.",
      "请查看开标锁状态及各保管人进度，执行当前应做的步骤。"),
  CONTRIBUTION_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The contribution does not hold",
      "密钥贡献校验未通过",
      "Let the app draw a new contribution to this very lock.",
      "请在手机应用中针对该开标锁重新生成密钥贡献。"),
  SHARE_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "This is not the member's share",
      "密钥分量校验未通过",
      "Decrypt the own share again in the app and hand it in.",
      "请在手机应用中重新解密本人分量后提交。"),
  LOCK_SIGNATURE_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The signature of the statement does not verify",
      "声明签名验证未通过",
      "Begin this step again and sign with the certificate of the statement's key.",
      "请重新开始本步骤，并使用声明所列密钥的证书签名。"),
  LOCK_STATEMENT_NOT_BEGUN(
      HttpStatus.CONFLICT,
      "There is nothing of yours to sign",
      "没有待您签名的声明",
      "Begin the step in this session first.",
      "请先在本会话中开始该步骤。"),
  LOCK_SESSION_NOT_CONFIRMED(
      HttpStatus.CONFLICT,
      "You have not confirmed a session for this step",
      "尚未扫码确认本步骤",
      "Let the platform show a code for this step, and confirm it on your phone.",
      "请由平台出示本步骤的二维码，并在手机上确认。"),
  LOCK_NOT_READY(
      HttpStatus.CONFLICT,
      "The opening's event lock is not ready",
      "开标锁尚未就绪",
      "Wait until every member of the committee has contributed and confirmed, then seal.",
      "请等待全体保管人完成贡献与确认后再加密。"),
  HEADER_LOCK_DIFFERS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The bid is not sealed under the opening's event lock",
      "投标文件未使用该开标的开标锁加密",
      "Fetch the envelope again, which names the lock, and seal anew.",
      "请重新获取信封信息（含开标锁），并重新加密。"),
  LOCK_NOT_DUE(
      HttpStatus.FORBIDDEN,
      "The lock may not be released yet",
      "尚未到解锁时间",
      "Wait until the opening's time by the server's clock.",
      "请等待服务器时间到达开标时间。"),
  RELEASE_NOT_SIGNED(
      HttpStatus.FORBIDDEN,
      "You have not signed the release for this opening time",
      "您尚未就当前开标时间签署解锁声明",
      "Sign the release in this session; one that was signed before a postponement is void.",
      "请在本会话中签署解锁声明；延期前签署的声明无效。"),
  LOCK_NOT_RELEASED(
      HttpStatus.CONFLICT,
      "The committee has not released the lock",
      "开标锁尚未解锁",
      "Wait until enough members of the committee have released it, then open the bid again.",
      "请等待足够数量的保管人解锁后，再次解密投标文件。"),
  QUORUM_NOT_LOST(
      HttpStatus.CONFLICT,
      "Enough members are left to release the lock",
      "剩余保管人数仍满足门限",
      "Let them release it; a waiver is only for a committee that no longer can.",
      "请由剩余保管人解锁；仅在人数不足门限时方可弃用开标锁。"),
  WAIVER_NOT_SIGNED(
      HttpStatus.CONFLICT,
      "The bidder has not agreed to open without the lock",
      "投标人尚未同意弃用开标锁",
      "Let a person of the bidder sign the waiver of this lock first.",
      "请先由投标人签署弃用开标锁声明。");

  private final ProblemDefinition definition;

  LockProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "crypto";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
