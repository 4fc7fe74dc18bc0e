package dev.outlink.scope;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/** What is wrong with an RE2 expression of the user. */
final class UserPattern {

  /** Instructions of the compiled expression, at most: the time that a character may take. */
  private static final int MAX_SIZE = 10_000;

  private static final int MAX_NESTING = 200;

  private UserPattern() {}

  /** Adds a sentence if the expression is invalid or too large. */
  static void check(List<String> problems, String option, String expression) {
    String problem = problem(expression);
    if (!problem.isEmpty()) {
      problems.add(option + ": '" + expression + "' : " + problem);
    }
  }

  private static String problem(String expression) {
    if (expression.isEmpty()) {
      return "empty, so it is found everywhere";
    }
    PatternScan scan = new PatternScan(expression);
    // Not compiled: the library takes any memory for nested counts, any stack for nested groups.
    if (scan.nesting() > MAX_NESTING) {
      return "too many groups in one another, over " + MAX_NESTING;
    }
    if (scan.size() > MAX_SIZE) {
      return "too large, over " + MAX_SIZE + " instructions when its counts are written out";
    }
    if (scan.unopened() >= 0) {
      return "missing opening ( at " + (scan.unopened() + 1);
    }
    try {
      Pattern.compile(expression);
      return "";
    } catch (PatternSyntaxException e) {
      return e.getDescription() + " at " + (faultAt(expression, e, scan) + 1);
    }
  }

  /** Where the fault is, from 0. The library tells the text that is at fault, not its place. */
  private static int faultAt(String expression, PatternSyntaxException fault, PatternScan scan) {
    String text = fault.getPattern();
    if (text == null || text.isEmpty()) {
      return expression.length() - 1;
    }
    if (text.equals(expression) && scan.unclosed() >= 0) {
      return scan.unclosed();
    }
    int at = expression.indexOf(text);
    while (at >= 0 && isFine(expression.substring(0, at + text.length()))) {
      at = expression.indexOf(text, at + 1);
    }
    return Math.max(at, 0);
  }

  private static boolean isFine(String expression) {
    try {
      Pattern.compile(expression);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
