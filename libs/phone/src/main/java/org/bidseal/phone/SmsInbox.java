package org.bidseal.phone;

/// Where the phone's text messages arrive.
@FunctionalInterface
public interface SmsInbox {
  /// The code in the newest message to this number.
  String newestCode(String mobile);
}
