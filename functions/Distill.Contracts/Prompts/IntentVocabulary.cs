namespace Distill.Contracts.Prompts;

/// <summary>
/// The phrases that intents are told by: words of the field at large, in the languages that campaigns are reported in and a few more.
/// </summary>
/// <remarks>
/// One phrase a line. <c>a|b</c> is a choice, <c>?a</c> may be missing, <c>_</c> joins the words of one choice. Hyphens, quotes and asterisks in
/// prompts do not matter. Elicitation hits .002 of Open Assistant's prompts, .012 of Chatbot Arena's hard ones and .001 of BFCL live's, all written
/// by people, and .70 of Alpaca-CoT's, made to distil reasoning. "Step by step" alone is no phrase: cooks ask for it too.
/// </remarks>
internal static class IntentVocabulary
{
    /// <summary>Phrases that suffice by themselves.</summary>
    public static readonly (PromptIntent Intent, string Phrases)[] Phrases =
    [
        (
            PromptIntent.ChainOfThought,
            """
            think|thinking|reason|reasoning|solve|answer|respond|deduce|derive|calculate|work ?about|?through|?out|?to ?it|?this|?that|?the|?each|?your ?problem|?question|?task|?answer ?through|?over step_by_step|gradually|out_loud|aloud
            step_by_step reasoning|thinking|thoughts|thought|solution|logic|derivation|deduction|rationale
            think|reason|reflect ?about|?on|?through ?it|?this|?the ?problem|?question|?task ?through|?over ?step_by_step|?carefully|?hard|?thoroughly|?deeply|?first before ?you answer|answering|respond|responding|reply|replying|give|giving|decide|deciding
            let s|us think|reason ?about|?through ?this|?it first|hard|step_by_step|carefully|through|together|out
            chain|train of thought|thoughts|reasoning
            stream of consciousness
            thought|thinking|reasoning|reason process|processes|trace|traces|steps|chain|chains|path|paths
            show|explain|describe|articulate|provide|include|write|share|state|detail|give|reveal|verbalize|verbalise ?out|?down|?me|?us ?all|?of your|the|its|full|complete|detailed|internal|underlying ?full|?complete|?internal|?step_by_step|?own reasoning|thinking|rationale|workings|derivation|deliberation
            show ?me ?all your|the|all|full work|working
            internal|inner|private|hidden ?step_by_step reasoning|monologue|deliberation|thoughts
            intermediate reasoning|thoughts|deductions
            reason|reasoning|rationale|thinking|thoughts first|before ?the ?your ?final answer|answering
            reasoning|rationale first
            how you|it|one got|arrived|reached|derived ?at|?to the|your|this|that|its ?final answer|conclusion|solution|result
            < think|thinking|reasoning|scratchpad|thought >
            一步|逐步|逐 ?一|?步 ?步 ?的|?地|?进行|?来 思考|推理|推导|分析|推断|解答
            思维|思考|推理|推导|解题|论证 ?的 链|过程|步骤|轨迹
            展示|写出|给出|说明|描述|列出|写下|输出|呈现|详细 ?出 ?你|?您|?其|?完整|?全部|?内部|?详细 ?的 推理|思路|思考|推导
            解题|推理 思路
            先 思考|推理|想 ?一|?清 ?想|?楚 ，|再|然 ?再|?后 ?给|?作 回答|答|出
            内心|内部 ?的 独白|推理|思考
            段階的|順を追って|一歩ずつ|ステップバイステップ ?に|?で 考え|推論|思考|解
            思考|推論 ?の 過程|プロセス|連鎖|手順
            piensa|pensemos|razona|razonemos|resuelve|pensar|razonar ?lo|?esto paso_a_paso
            muestra|explica|describe|detalla|escribe tu|su|el|todo_el razonamiento|proceso_de_pensamiento
            cadena|proceso de pensamiento|razonamiento
            réfléchis|réfléchissez|réfléchissons|raisonne|raisonnez|raisonnons|pense|pensez|pensons étape_par_étape|pas_à_pas
            montre|montrez|explique|expliquez|décris|décrivez|détaille|détaillez ton|votre|le|tout_le raisonnement|cheminement
            chaîne|processus|fil de pensée|raisonnement|réflexion
            denke|denk|denken|überlege|überleg|überlegen|argumentiere|löse|begründe ?wir|?es|?das|?die|?aufgabe schritt_für_schritt|schrittweise|laut
            schritt_für_schritt denken|überlegen|begründen|nachdenken
            gedankengang|gedankenkette|gedankengänge|denkprozess|denkschritte|argumentationskette
            erkläre|zeige|beschreibe|erläutere|schreibe deine|ihre|die überlegungen|gedanken|denkweise|herleitung
            pense|pensemos|pensar|raciocine|raciocinar|resolva ?isso|?o ?problema passo_a_passo
            mostre|explique|descreva|detalhe o|seu|teu|todo_o ?seu raciocínio
            cadeia|processo|linha de pensamento|raciocínio
            думай|подумай|подумайте|подумаем|рассуждай|рассуждайте|рассуждаем|реши|решай шаг_за_шагом|пошагово|поэтапно|вслух
            пошагово|поэтапно|шаг_за_шагом подумай|подумайте|рассуждай|рассуждайте|думай
            цепочка|цепочку|цепочки|ход|хода мыслей|мысли|рассуждений|размышлений|рассуждения
            покажи|покажите|объясни|объясните|опиши|опишите|распиши|распишите ?все|?всё ?свои|?ваши|?своё рассуждения|рассуждение|размышления
            """
        ),
        (
            PromptIntent.CensorshipSafe,
            """
            censorship|censor|moderation|regulator|regulatory safe|proof|compliant|resistant|friendly
            politically safe|acceptable|compliant|harmless ?re version|wording|phrasing|rewrite|answer|alternative|alternatives
            avoid|avoids|avoiding|evade|evades|evading|bypass|bypasses|bypassing|pass|passes|passing|survive|survives|without_triggering ?being|?getting ?the|?any|?all ?state|?government|?online|?internet|?content|?platform|?keyword|?official|?chinese censorship|censors|censored|censor
            pass|passes|passing|survive|clear|bypass|evade ?the|?any|?all ?state|?government|?official|?online|?internet|?platform content|censorship|keyword|political review|reviews|filter|filters|moderation|inspection
            审查 安全|合规|通过|友好
            规避|避免|避开|绕过|绕开|逃避|躲避|通过|免遭|避过 ?被|?了 ?内容|?平台|?网络|?政府|?关键词|?敏感|?政治 审查|审核|屏蔽|过滤|封禁|敏感词
            政治 ?上 ?的 敏感|正确|安全 ?的 问题|话题|内容|词|词汇|表述|回答
            替换|删除|去掉|改写|处理 ?掉|?所有|?其中|?的 敏感
            """
        ),
        (
            PromptIntent.RubricGrading,
            """
            grading|scoring|marking|evaluation|assessment rubric|rubrics|criteria|guidelines|scheme|guide
            according_to|using|with|by|per|following|against the|this|these|a|following ?following|?given|?below rubric|rubrics
            评分|打分|评价|评估 标准|细则|准则|量表
            按照|根据|依据 ?以下|?下列|?如下 ?的 评分|打分|评价
            """
        ),
        (
            PromptIntent.SoftwareEngineering,
            """
            python|javascript|typescript|golang|kotlin|powershell|sql|mysql|postgresql|html|css|django|flask|numpy|pytorch|tensorflow|kubernetes|dockerfile|webpack|nodejs|verilog|matlab|haskell|fortran|cobol|arduino|github|regex|stdin|stdout
            c + +
            c #
            java|rust|php|ruby|perl|bash|shell|swift|scala|react|angular|go ?script|?program|?code code|program|programs|script|scripts|function|class|component|application|developer|project|library|method
            in|using|with java|rust|php|ruby|perl|bash|react|scala|swift
            source|legacy|production|existing|following|sample|boilerplate|pseudo code
            write|implement|fix|debug|refactor|optimize|optimise|review|rewrite|create|generate|develop|build|port|test|document ?me|?a|?an|?the|?this|?my|?our|?some ?simple|?small|?new|?following function|method|class|script|code|codebase|module|endpoint|rest_api|api|compiler|parser|web_app|app|website|unit_test|unit_tests|algorithm|macro
            unit|integration|regression test|tests|testing
            stack trace|traces|overflow|frame
            pull|merge request|requests|conflict|conflicts
            null pointer|reference
            race condition|conditions
            refactor|refactoring|codebase|traceback|compiler|debugger|segfault|runtime_error|syntax_error|type_error|data_structure|linked_list|hash_table|binary_tree|time_complexity|pseudocode|middleware|microservice|microservices
            代码|编程|调试|重构|算法|单元测试|源码|编译|程序员
            编写|写|实现 ?一|?个|?一个 函数|程序|脚本|接口|方法
            código|programación|programmation|programmierung|программирование|コード|プログラム
            """
        ),
        (
            PromptIntent.ToolOrchestration,
            """
            tool|function call|calls|calling|use|invocation|invocations|schema|schemas|definitions|descriptions|list|signature|signatures
            call|use|invoke|using|calling|choose|select|pick|with|to ?one|?of ?the|?these|?those|?all|?your|?any ?following|?available|?provided|?given|?right|?best|?appropriate|?external tools|functions
            available|following|provided|external tool|tools|functions|apis
            call|invoke|calling ?the|?this|?an|?each ?right|?appropriate tool|api|apis
            sequence|chain|order of ?the tool|api|function calls|tools
            mcp server|servers|tool|tools
            调用|使用|选择 ?以下|?下列|?可用|?合适|?外部 ?的 工具|函数|接口
            工具|函数 调用|列表
            可用|以下|下列 ?的 工具|函数
            """
        ),
        (
            PromptIntent.AgenticReasoning,
            """
            autonomous|ai|coding|browser|research|software|web|planning|llm|intelligent|tool_using agent|agents
            you are|act as|acting an|as_an|like_an ?ai|?autonomous|?intelligent agent
            break|split|decompose|divide ?it|?this|?the|?each|?goal|?task|?problem ?down into ?smaller|?small|?manageable|?several|?individual subtasks|subgoals|sub_tasks|sub_goals|milestones
            thought|plan action|act|execute observation|observe|reflect
            next action|actions|tool|subtask
            task decomposition|planner|planning
            agentic|subagent|subagents|sub_agent|orchestrator|subtask|subtasks
            multi step|turn|agent task|tasks|plan|planning|workflow|workflows|reasoning
            computer use
            plan and|then execute|act
            ?the ?your long horizon
            智能体|自主代理|任务分解|子任务|任务规划|多步任务|下一步行动
            """
        ),
        (
            PromptIntent.DataAnalysis,
            """
            data analysis|analytics|analyst|science|scientist|set|sets|frame|frames|visualization|visualisation|cleaning|pipeline|warehouse
            dataset|datasets|dataframe|dataframes|spreadsheet|spreadsheets|pandas|csv|xlsx|heatmap|boxplot
            analyze|analyse|analyzing|plot|visualize|visualise|summarize|summarise|clean|aggregate|explore ?the|?this|?these|?our|?my|?following ?sales|?customer|?survey data|table|metrics|figures|results
            pivot table|tables
            time series
            linear|logistic|multiple regression
            standard deviation|error
            confidence interval|intervals
            statistical|statistically analysis|test|tests|significance|significant|model|methods
            correlation between|matrix|coefficient|coefficients
            outlier|outliers|histogram|scatterplot|quartile|quartiles|percentile|percentiles
            a / b test|tests|testing
            数据分析|数据集|统计分析|回归分析|数据可视化|数据清洗|相关性分析
            """
        ),
    ];

    /// <summary>Two phrases, in either order and no more than <see cref="PromptIntents.Reach"/> tokens apart, that suffice together.</summary>
    public static readonly (PromptIntent Intent, string First, string Second)[] Pairs =
    [
        (
            PromptIntent.CensorshipSafe,
            """
            rewrite|rewrites|rewriting|rephrase|rephrasing|reword|rewording|paraphrase|reformulate|reformulating|answer|respond|reply|restate|soften|sanitize|sanitise|version|wording
            改写|重写|重新表述|改述|润色|回答|表述|替换
            """,
            """
            censorship|censors|censor|censored|uncensored
            content|state|government regulators|regulator|moderators|moderator
            politically sensitive|risky|taboo
            banned|forbidden|sensitive words|keywords|phrases|terms
            party line
            official line|narrative
            content|keyword moderation|filter|filters
            审查|审核|监管|敏感词|敏感话题|政治敏感|敏感内容|违禁词|官方口径
            """
        ),
        (
            PromptIntent.RubricGrading,
            """
            grade|grades|grading|score|scores|scoring|rate|rating|evaluate|evaluating|assess|assessing|judge|mark|rank
            评分|打分|评估|评价
            """,
            """
            rubric|rubrics|criteria|criterion|likert
            scale of|from 1
            from|between 1|0 to|and|- 5|10|100
            out of 5|10|100
            candidate|model|assistant|student response|responses|answer|answers|output|outputs|essay
            标准|满分|分制|细则
            """
        ),
    ];
}
