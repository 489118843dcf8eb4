package org.bidseal.demo;

import java.nio.file.Path;
import java.util.Map;
import org.bidseal.phone.http.Gateway;

/// What the chapters share: the fleet, the people, the folder for what they make.
///
/// @param staffPasswords of the embedded realm, by user
record Stage(
    Gateway gateway, Story story, Cast cast, Map<String, String> staffPasswords, Path output) {

  Staff staff(String role) {
    String password = staffPasswords.get(role);
    if (password == null) {
      throw new StoryException("no password for " + role);
    }
    return Staff.login(gateway, role, password);
  }
}
