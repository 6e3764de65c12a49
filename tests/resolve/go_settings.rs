//! Go: flags of commands, and settings that tags give defaults.

use super::seen::{tree, tree_models};

#[test]
fn what_a_command_runs_has_its_flags_by_then() {
    let go = |bound: &str, flags: &str, model: &str| {
        let text = format!(
            "package main\n\nimport (\n\t\"context\"\n\n\t\"github.com/anthropics/anthropic-sdk-go\"\n\t\"github.com/spf13/cobra\"\n)\n\ntype \
             options struct {{\n\tmodel string\n\tcap int64\n}}\n\nfunc command(client anthropic.Client) *cobra.Command {{\n\t{bound}\n\tmade := \
             &cobra.Command{{RunE: func(command *cobra.Command, given []string) error {{\n\t\t_, err := \
             client.Messages.New(context.Background(), anthropic.MessageNewParams{{Model: anthropic.Model({model}model), MaxTokens: \
             {model}cap}})\n\t\treturn err\n\t}}}}\n\tmade.Flags().StringVarP(&{flags}model, \"model\", \"m\", \"claude-haiku-4-5\", \"the \
             model\")\n\tmade.Flags().Int64Var(&{flags}cap, \"cap\", 300, \"the cap\")\n\treturn made\n}}\n"
        );
        let seen = tree(&[("main.go", &text)]);
        assert_eq!(seen.len(), 1, "{seen:?}");
        (seen[0].model.clone(), seen[0].cap.clone())
    };
    let expected = ("~claude-haiku-4-5".to_owned(), "~300".to_owned());
    assert_eq!(go("var model string\n\tvar cap int64", "", ""), expected);
    assert_eq!(go("chosen := &options{}", "chosen.", "chosen."), expected);
}

#[test]
fn flags_of_a_command_that_are_read_by_name_have_their_defaults() {
    let head = "package main\n\nimport (\n\t\"context\"\n\n\t\"github.com/anthropics/anthropic-sdk-go\"\n\t\"github.com/spf13/cobra\"\n)\n\n";
    let run = format!(
        "{head}func run(command *cobra.Command, given []string) {{\n\tmodel, _ := command.Flags().GetString(\"model\")\n\tcap, err := \
         command.Flags().GetInt64(\"cap\")\n\tif err != nil {{\n\t\treturn\n\t}}\n\tclient := anthropic.NewClient()\n\t\
         client.Messages.New(context.Background(), anthropic.MessageNewParams{{Model: anthropic.Model(model), MaxTokens: cap}})\n}}\n"
    );
    let root = "package main\n\nimport \"github.com/spf13/cobra\"\n\nvar root = &cobra.Command{Run: run}\n\nfunc init() {\n\t\
                root.Flags().StringP(\"model\", \"m\", \"claude-haiku-4-5\", \"the model\")\n\troot.PersistentFlags().Int64(\"cap\", 300, \
                \"the cap\")\n\troot.Flags().Bool(\"quiet\", false, \"say nothing\")\n}\n";
    let seen = tree(&[("run.go", &run), ("root.go", root)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "~300"));
    assert_eq!(tree_models(&[("run.go", &run)]), ["?"], "nobody declares it");
}

#[test]
fn settings_that_tags_give_a_default_have_it() {
    let go = |tags: [&str; 2], read: &str| {
        let text = format!(
            "package main\n\nimport (\n\t\"context\"\n\n\t\"github.com/anthropics/anthropic-sdk-go\"\n\t\"github.com/caarlos0/env/v11\"\n\t\
             \"github.com/ilyakaznacheev/cleanenv\"\n\t\"github.com/kelseyhightower/envconfig\"\n)\n\ntype Config struct {{\n\tModel string \
             `{}`\n\tCap int64 `{}`\n}}\n\nfunc load() (*Config, error) {{\n\tcfg := &Config{{}}\n\tif err := {read}; err != nil {{\n\t\treturn \
             nil, err\n\t}}\n\treturn cfg, nil\n}}\n\nfunc main() {{\n\tcfg, _ := load()\n\tclient := anthropic.NewClient()\n\t\
             client.Messages.New(context.Background(), anthropic.MessageNewParams{{Model: anthropic.Model(cfg.Model), MaxTokens: \
             cfg.Cap}})\n}}\n",
            tags[0], tags[1]
        );
        let seen = tree(&[("main.go", &text)]);
        (seen[0].model.clone(), seen[0].cap.clone())
    };
    let expected = ("~claude-haiku-4-5".to_owned(), "~300".to_owned());
    for (tags, read) in [
        (["env:\"MODEL\" envDefault:\"claude-haiku-4-5\"", "env:\"CAP\" envDefault:\"300\""], "env.Parse(cfg)"),
        (["json:\"m\" default:\"claude-haiku-4-5\"", "default:\"300\""], "envconfig.Process(\"desk\", cfg)"),
        (["env:\"MODEL\" env-default:\"claude-haiku-4-5\"", "env-default:\"300\""], "cleanenv.ReadEnv(cfg)"),
        (
            ["env:\"MODEL,default=claude-haiku-4-5\"", "env:\"CAP, default=300\""],
            "envconfig.Process(context.Background(), cfg)",
        ),
    ] {
        assert_eq!(go(tags, read), expected, "{tags:?}");
    }
    assert_eq!(go(["env:\"MODEL\"", "env:\"CAP\""], "env.Parse(cfg)").0, "?");
}
