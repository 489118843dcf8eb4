package org.bidseal.qr;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can go wrong with a QR session, and what to do next.
public enum QrProblem implements ProblemType {
  CODE_MALFORMED(
      HttpStatus.BAD_REQUEST,
      "This is not a bidseal code",
      "这不是 bidseal 二维码",
      "Scan the code that the trading platform's page shows now",
      "请扫描交易平台页面当前显示的二维码"),
  CODE_EXPIRED(
      HttpStatus.GONE,
      "This code is too old",
      "二维码已过期",
      "Scan the code on the screen again; it changes every two seconds and pictures of it do not work",
      "请重新扫描屏幕上的二维码；二维码每两秒更换一次，截图无效"),
  SESSION_EXPIRED(
      HttpStatus.GONE,
      "The session's time is over",
      "会话已超时",
      "Start again on the trading platform's page and scan the new code",
      "请在交易平台页面重新发起并扫描新的二维码"),
  SESSION_ENDED(
      HttpStatus.CONFLICT,
      "The session has already ended",
      "会话已结束",
      "Start again on the trading platform's page if there is still something to do",
      "如仍需办理，请在交易平台页面重新发起"),
  ALREADY_SCANNED(
      HttpStatus.CONFLICT,
      "Another phone scanned this code first",
      "该二维码已被其他手机扫描",
      "If that was not you, reject it there and start again on the page",
      "如非本人操作，请在页面重新发起"),
  NOT_YOUR_ENTERPRISE(
      HttpStatus.FORBIDDEN,
      "This code belongs to another enterprise",
      "该二维码属于其他企业",
      "Log in as a person of that enterprise, or join it first",
      "请使用该企业人员的账号，或先申请加入该企业"),
  NOT_CONFIRMABLE(
      HttpStatus.CONFLICT,
      "The session cannot take this step now",
      "会话当前状态不允许该操作",
      "Read the session's state and follow it",
      "请查看会话状态并按提示操作"),
  CERTIFICATE_UNUSABLE(
      HttpStatus.CONFLICT,
      "This certificate cannot be used here",
      "该证书不可用于此操作",
      "Choose a signing certificate of yours that is in force",
      "请选择本人有效的签名证书"),
  ENTERPRISE_MISMATCH(
      HttpStatus.CONFLICT,
      "The enterprise differs from the platform's records",
      "企业名称或统一社会信用代码与平台记录不一致",
      "Choose the certificate of the enterprise that is registered on the platform, or correct the platform's records",
      "请选择与平台登记一致的企业证书，或先在平台更正登记信息"),
  SIGNATURE_INVALID(
      HttpStatus.FORBIDDEN,
      "The signature does not fit the statement",
      "签名与声明不符",
      "Fetch the statement again and sign it with the chosen certificate",
      "请重新获取声明并使用所选证书签名");

  private final ProblemDefinition definition;

  QrProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "qr";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
