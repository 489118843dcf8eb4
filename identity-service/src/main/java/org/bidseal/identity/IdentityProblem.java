package org.bidseal.identity;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// The problems that identity-service itself answers with (RFC 9457); part of its contract.
public enum IdentityProblem implements ProblemType {
  TOO_MANY_SMS_CODES(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many codes for this number",
      "该手机号获取验证码过于频繁",
      "Wait and ask for a code again.",
      "请稍后再获取验证码。"),
  WRONG_SMS_CODE(
      HttpStatus.FORBIDDEN,
      "The code is wrong, used or expired",
      "验证码错误、已使用或已过期",
      "Check the newest message, or ask for a new code.",
      "请核对最新短信，或重新获取验证码。"),
  DEVICE_OF_ANOTHER_PERSON(
      HttpStatus.CONFLICT,
      "This device id belongs to another account",
      "该设备标识已属于其他账户",
      "Log in with a device id of this installation's own.",
      "请使用本机安装生成的设备标识登录。"),
  DEVICE_KEY_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The device's key is not valid or not proven",
      "设备密钥无效或未通过持有证明",
      "Make a key on this device and sign its registration with it, then log in again.",
      "请在本机重新生成设备密钥并完成持有证明后再登录。"),
  DEVICE_HAS_ANOTHER_KEY(
      HttpStatus.CONFLICT,
      "This device is registered with another key",
      "该设备已登记其他密钥",
      "Log in with a new device id; a device keeps the key that it was registered with.",
      "请使用新的设备标识登录；设备登记的密钥不可更换。"),
  DEVICE_NOT_USABLE(
      HttpStatus.FORBIDDEN,
      "This device was reported lost or removed",
      "该设备已挂失或移除",
      "Take it back on another device after real-name verification, or install the app anew.",
      "请在其他设备完成实名认证后找回，或重新安装应用。"),
  DEVICE_NEEDS_VERIFICATION(
      HttpStatus.FORBIDDEN,
      "Taking a lost device back needs a new real-name verification",
      "找回挂失设备需重新实名认证",
      "Pass real-name verification, then take the device back.",
      "请重新完成实名认证后再找回设备。"),
  INVALID_REFRESH_TOKEN(
      HttpStatus.UNAUTHORIZED,
      "The session has ended",
      "会话已结束",
      "Log in again with an SMS code.",
      "请使用短信验证码重新登录。"),
  INVALID_ID_NUMBER(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Not a citizen identification number",
      "公民身份号码无效",
      "Check the 18 characters on the identity card.",
      "请核对身份证上的18位号码。"),
  INVALID_USCC(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Not a unified social credit code",
      "统一社会信用代码无效",
      "Check the 18 characters on the licence.",
      "请核对证照上的18位代码。"),
  UNACCEPTABLE_IMAGE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The image is not accepted",
      "图片不符合要求",
      "Send a JPEG, PNG or GIF of at most 1.5 MB.",
      "请上传不超过1.5MB的JPEG、PNG或GIF图片。"),
  REAL_NAME_REQUIRED(
      HttpStatus.FORBIDDEN,
      "Real-name verification comes first",
      "请先完成实名认证",
      "Pass real-name verification, then try again.",
      "请完成实名认证后再试。"),
  REAL_NAME_DIFFERS(
      HttpStatus.CONFLICT,
      "The account belongs to another person",
      "与账户首次实名信息不一致",
      "Use the name and number of the account's first verification.",
      "请使用账户首次实名认证的姓名和证件号码。"),
  ENTERPRISE_ALREADY_CLAIMED(
      HttpStatus.CONFLICT,
      "The enterprise has an administrator",
      "该企业已有管理员",
      "Ask to join the enterprise instead.",
      "请改为申请加入该企业。"),
  CLAIM_ALREADY_OPEN(
      HttpStatus.CONFLICT,
      "Your claim of this enterprise is under review",
      "您对该企业的认领正在审核",
      "Wait for the review.",
      "请等待审核结果。"),
  ALREADY_A_MEMBER(
      HttpStatus.CONFLICT,
      "You act for this enterprise already",
      "您已是该企业成员",
      "Nothing is left to do.",
      "无需重复操作。"),
  JOIN_ALREADY_REQUESTED(
      HttpStatus.CONFLICT,
      "Your request to join is open",
      "您的加入申请正在处理",
      "Wait for the administrator, or withdraw the request.",
      "请等待管理员处理，或撤销申请。"),
  NOT_ADMINISTRATOR(
      HttpStatus.FORBIDDEN,
      "Only the enterprise's administrator may do this",
      "仅企业管理员可执行此操作",
      "Ask the administrator of the enterprise.",
      "请联系企业管理员。"),
  NOT_A_MEMBER(
      HttpStatus.FORBIDDEN,
      "You do not act for this enterprise",
      "您不是该企业成员",
      "Claim or join the enterprise first.",
      "请先认领或加入该企业。"),
  WRONG_STATE(
      HttpStatus.CONFLICT,
      "Not possible in the present state",
      "当前状态下不可执行此操作",
      "Look at the present state and go on from there.",
      "请查看当前状态后继续。"),
  UNKNOWN_DEVICE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The device is not one of yours",
      "该设备不属于您",
      "Log in on the device first.",
      "请先在该设备上登录。"),
  UNUSABLE_KEY(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The key cannot be certified",
      "该密钥无法用于申领证书",
      "Create a new pair of keys on this phone and apply with them.",
      "请在本机重新生成密钥后申领。"),
  REQUEST_MISMATCH(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The certification request does not fit the application",
      "证书请求与申请不一致",
      "Build the request from the application's subject and signing key.",
      "请使用申请中的主体名称和签名密钥生成请求。"),
  OBJECT_NOT_CONFIRMED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The confirmation names another object",
      "确认内容与操作对象不一致",
      "Repeat the serial number of the certificate to be revoked.",
      "请填写待注销证书的序列号。"),
  OPEN_BIDS_DEPEND(
      HttpStatus.CONFLICT,
      "Sealed bids still need the key",
      "仍有已加密未开标的投标文件依赖该密钥",
      "Wait until the time shown, and keep phone and backups. Who leaves the enterprise opens them no"
          + " more: a colleague's backup or another recipient must. To go on now, ask again and name"
          + " these bids in openBidsAcknowledged.",
      "请在所示时间之前保留手机及密钥备份；离开企业的人员将无法再开启，须由持有备份的同事或其他接收者开启。"
          + "如仍要立即办理，请在 openBidsAcknowledged 中列明这些投标文件后重新提交。"),
  SUCCESSOR_NOT_AGENT(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The successor is no agent of the enterprise",
      "受让人不是该企业的办事人员",
      "Let the person join the enterprise first, or name another agent.",
      "请先让该人员加入企业，或选择其他办事人员。"),
  CERTIFICATE_UNUSABLE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The certificate cannot sign for the enterprise",
      "该证书不能代表企业签名",
      "Use a signing certificate of yours for this enterprise that is in force.",
      "请使用您在该企业名下有效的签名证书。"),
  SIGNATURE_INVALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The signature does not verify",
      "签名验证未通过",
      "Sign the statement as shown with the certificate that was named, and send it again.",
      "请使用所选证书对声明原文重新签名后提交。"),
  TRANSFER_TO_BE_SIGNED(
      HttpStatus.CONFLICT,
      "Your certificate signs this transfer",
      "您持有企业证书，请使用证书签名转授",
      "Name the certificate and sign. If its phone is lost, revoke it first.",
      "请选择证书并签名；如手机已丢失，请先注销该证书。"),
  TRANSFER_ALREADY_OPEN(
      HttpStatus.CONFLICT,
      "A letter of this enterprise is under review",
      "该企业的转授管理员申请正在审核",
      "Wait for the review.",
      "请等待审核结果。"),
  PROFILE_NOT_YOURS(
      HttpStatus.FORBIDDEN,
      "This service may not have this kind of certificate",
      "该服务无权申请此类证书",
      "Ask for the profile of your own service.",
      "请申请本服务对应的证书类型。");

  private final ProblemDefinition definition;

  IdentityProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "identity";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
