package org.bidseal.demo.cast;

import java.nio.file.Path;
import java.util.Map;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.http.Gateway;

/// What the chapters share: the fleet, the people, the folder for what they make.
///
/// @param staffPasswords of the embedded realm, by user
public record Stage(
    Gateway gateway, Story story, Cast cast, Map<String, String> staffPasswords, Path output) {

  public Staff staff(String role) {
    String password = staffPasswords.get(role);
    if (password == null) {
      throw new StoryException("no password for " + role);
    }
    return Staff.login(gateway, role, password);
  }
}
