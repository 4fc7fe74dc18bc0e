package dev.outlink.cli.arguments;

import dev.outlink.cli.options.CompletionValues;
import dev.outlink.cli.options.Option;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The script that completes commands, options, their values, and names of files, in a shell. */
public final class CompletionScript {

  /**
   * Picocli's own function completes one value. For a list, it gets the text after the last comma,
   * and its answers are appended to the text before.
   */
  private static final String LISTS =
      """

      # Lists of values with commas between them.
      function _outlink_with_lists() {
        local word="${COMP_WORDS[COMP_CWORD]}" head="" i
        case "${COMP_WORDS[COMP_CWORD-1]}" in
          LISTS)
            [[ $word == *,* ]] && head="${word%,*},"
            COMP_WORDS[COMP_CWORD]="${word##*,}"
            _complete_outlink "$@"
            COMP_WORDS[COMP_CWORD]="$word"
            for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]="$head${COMPREPLY[i]}"; done
            ;;
          *) _complete_outlink "$@" ;;
        esac
      }
      complete -o default -F _outlink_with_lists outlink outlink.sh outlink.bash
      """;

  private CompletionScript() {}

  /** For bash; zsh reads it too, since it sets up its own compatibility. */
  public static String of(CommandLine root) {
    List<String> lists = new ArrayList<>();
    for (Option option : Option.ALL) {
      if (option.label().endsWith(",...") && !CompletionValues.of(option).isEmpty()) {
        lists.add("--" + option.key());
      }
    }
    return AutoComplete.bash("outlink", root)
        + LISTS.replaceFirst("LISTS", String.join("|", lists));
  }
}
