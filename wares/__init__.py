"""Games, services and makers whose goods are sold as keys, cards and top-ups: names alone, one theme a row.

Only to know such a name when a story or a page holds it; nothing is said about any of them. Compiled on 2026-11-23.
"""

from collections.abc import Iterator
from typing import Final

_THEMES: Final = (
    # games on a phone
    "王者荣耀 和平精英 原神 崩坏三 崩坏3 崩坏:星穹铁道 崩坏星穹铁道 星穹铁道 崩铁 绝区零 鸣潮 "
    "蛋仔派对 蛋仔 光遇 第五人格 阴阳师 金铲铲之战 金铲铲 英雄联盟手游 火影忍者 海贼王 一梦江湖 "
    "明日方舟 碧蓝航线 碧蓝档案 少女前线 战双帕弥什 战双 恋与深空 恋与制作人 未定事件簿 光与夜之恋 "
    "世界之外 无期迷途 重返未来1999 重返未来 新月同行 尘白禁区 幻塔 深空之眼 白夜极光 梦幻西游 "
    "大话西游 倩女幽魂 逆水寒 一念逍遥 问道 天龙八部 诛仙 完美世界 剑侠世界 剑网三 剑网3 天涯明月刀 "
    "天刀 新笑傲江湖 寻仙 神武 倚天屠龙记 诡秘之主 七日世界 萤火突击 暗区突围 三角洲行动 三角洲 "
    "穿越火线 使命召唤 荒野行动 荒野乱斗 皇室战争 部落冲突 海岛奇兵 吃鸡 巅峰极速 狂野飙车 极品飞车 "
    "QQ飞车 QQ炫舞 劲舞团 跑跑卡丁车 王牌竞速 元梦之星 香肠派对 迷你世界 我的世界 球球大作战 "
    "开心消消乐 斗地主 欢乐豆 天天爱消除 植物大战僵尸 保卫萝卜 地铁跑酷 汤姆猫 蛙湃之王 咸鱼之王 "
    "寻道大千 向僵尸开炮 菇勇者传说 冒险大作战 羊了个羊 率土之滨 三国志战略版 三国杀 三国志 "
    "三国群英传 万国觉醒 乱世王者 文明与征服 鸿图之下 无尽冬日 口袋觉醒 宝可梦 精灵宝可梦 赛尔号 "
    "洛克王国 奥比岛 摩尔庄园 创造与魔法 明日之后 永劫无间 燕云十六声 诛仙世界 射雕 无限暖暖 闪耀暖暖 "
    "奇迹暖暖 以闪亮之名 闪耀优俊少女 FGO 命运冠位 赛马娘 炉石传说 炉石 游戏王 万智牌 LOL手游 "
    "云顶之弈 街篮 最强NBA NBA2K 实况足球 FIFA FC",
    # games on a desk, their shops
    "英雄联盟 LOL 无畏契约 瓦罗兰特 Valorant 地下城与勇士 DNF 毒奶粉 CF CS2 CSGO CS:GO 反恐精英 "
    "守望先锋 魔兽世界 魔兽 暗黑破坏神 暗黑 星际争霸 风暴英雄 战网 暴雪 Steam 绝地求生 PUBG Apex "
    "Apex英雄 GTA GTA5 给他爱 荒野大镖客 赛博朋克2077 赛博朋克 巫师3 老头环 艾尔登法环 黑神话悟空 "
    "黑神话 悟空 只狼 黑魂 怪物猎人 怪猎 生化危机 最终幻想 最终幻想14 FF14 双人成行 双影奇境 幻兽帕鲁 "
    "帕鲁 雾锁王国 森林之子 饥荒 泰拉瑞亚 星露谷物语 星露谷 动物森友会 动森 马里奥 塞尔达 塞尔达传说 "
    "博德之门3 博德之门 文明6 文明7 全面战争 钢铁雄心 欧陆风云 城市天际线 模拟人生 极限竞速 地平线 "
    "战地 战地6 逃离塔科夫 塔科夫 彩虹六号 刺客信条 孤岛惊魂 看门狗 全境封锁 命运2 Destiny 流放之路 "
    "POE 激战2 上古卷轴 辐射4 辐射76 失落的方舟 新世界 剑灵 天堂 传奇 热血传奇 奇迹 冒险岛 龙之谷 "
    "洛奇 梦三国 三国群英 征途 魔域 永恒之塔 传世 大航海时代 街头篮球 跑跑 泡泡堂 劲舞 坦克世界 "
    "战舰世界 战争雷霆 火炬之光 铁拳 街霸 街头霸王 Minecraft Roblox 罗布乐思 Robux Fortnite 堡垒之夜 "
    "Uplay 育碧 Ubisoft EA Origin Epic GOG Rockstar R星 Xbox XGP Xbox_Game_Pass Game_Pass PlayStation "
    "PSN PS5 PS4 PS+ 港服 Switch 任天堂 Nintendo eShop Dota2 DOTA 刀塔 Rust 腐蚀 DayZ 方舟 求生之路 "
    "杀戮尖塔 空洞骑士 丝之歌 星空 霍格沃茨之遗 霍格沃茨 原子之心 死亡搁浅 底特律 逆转裁判 如龙 仁王 "
    "卧龙 无人深空 深岩银河 七日杀 英灵神殿 网易 腾讯 盛趣 盛大 完美 巨人 九游 4399 TapTap WeGame "
    "小黑盒 米哈游 西山居",
    # films, music, reading
    "爱奇艺 奇艺 腾讯视频 优酷 芒果TV 芒果 哔哩哔哩 B站 Bilibili 抖音 快手 咪咕视频 咪咕 搜狐视频 "
    "PPTV 乐视 西瓜视频 AcFun 人人视频 埋堆堆 奈飞 网飞 Netflix Disney+ Disney 迪士尼 HBO Max YouTube "
    "YouTube_Premium 油管 Prime_Video Hulu Crunchyroll Twitch TikTok 央视频 云视听 极光 银河奇异果 "
    "CIBN 酷喵 红果短剧 QQ音乐 网易云音乐 网易云 黑胶 酷狗 酷狗音乐 酷我 酷我音乐 Spotify 声破天 "
    "Apple_Music 苹果音乐 汽水音乐 豪华绿钻 绿钻 全民K歌 唱吧 喜马拉雅 喜马 蜻蜓FM 蜻蜓 猫耳FM 猫耳 "
    "荔枝 懒人听书 懒人畅听 微信听书 凯叔讲故事 得到 樊登读书 樊登 帆书 微信读书 Kindle 掌阅 起点 "
    "起点读书 起点中文 晋江 番茄小说 番茄畅听 七猫 知乎 知乎盐选 盐选 豆瓣 书旗 多看 QQ阅读 咪咕阅读 "
    "咪咕音乐 蜗牛读书 当当云 当当 腾讯动漫 快看漫画 快看 哔哩哔哩漫画 长佩 百合会 CNKI 知网 万方 "
    "维普 豆丁 百度文库 文库 道客巴巴 财新 三联 每日优鲜",
    # disks, tools, software, artificial intelligence
    "百度网盘 百度云 百度 阿里云盘 阿里云 夸克网盘 夸克 天翼云盘 天翼云 115 115网盘 123云盘 123网盘 "
    "迅雷 迅雷云盘 坚果云 腾讯微云 微云 iCloud OneDrive Dropbox 蓝奏云 城通网盘 城通 和彩云 移动云盘 "
    "联通云盘 Google_One Google_Drive Google WPS Office Office365 Office_365 Microsoft_365 Office2021 "
    "Office2024 微软 Windows Win10 Win11 Visio Project Adobe PS PR AE Photoshop Lightroom Premiere "
    "Acrobat CAD AutoCAD SolidWorks SketchUp 草图大师 酷家乐 Revit 3dMax C4D Blender Final_Cut Pro "
    "Parallels PD CleanMyMac Mac macOS Matlab SPSS JetBrains IDEA PyCharm VMware Navicat Xshell "
    "向日葵 ToDesk TeamViewer 印象笔记 Evernote 有道云笔记 有道 Notion flomo 幕布 XMind 亿图 墨刀 "
    "蓝湖 Figma Sketch Canva 可画 稿定设计 稿定 创客贴 图怪兽 包图网 千图网 摄图网 千库网 昵图网 "
    "觅元素 我图网 剪映 CapCut 必剪 醒图 美图秀秀 美图 轻颜 万兴喵影 格式工厂 扫描全能王 福昕 福昕PDF "
    "金山 金山词霸 石墨 腾讯文档 腾讯会议 Zoom 钉钉 飞书 讯飞 讯飞听见 卡巴斯基 诺顿 火绒 360 IDM "
    "迅捷 鲁大师 分区助手 Typora Sublime MindMaster ChatGPT GPT GPT-4 OpenAI Claude Gemini Midjourney "
    "MJ Copilot Cursor Perplexity Grok Kimi 豆包 文心一言 文心 通义 讯飞星火 星火 智谱 DeepSeek Suno "
    "Runway 即梦 可灵 海螺 秘塔 GitHub Discord Nitro Telegram Duolingo 多邻国 百词斩 扇贝 墨墨背单词 "
    "不背单词 流利说 有道词典 欧路词典 沪江 开言",
    # shops, food, travel, telephone, chat
    "京东 京东e卡 JD 京东PLUS 天猫 淘宝 88VIP 拼多多 多多 苏宁 唯品会 得物 盒马 山姆 Costco 开市客 "
    "沃尔玛 永辉 大润发 华润万家 家乐福 物美 世纪联华 麦德龙 屈臣氏 丝芙兰 无印良品 优衣库 宜家 "
    "名创优品 网易严选 严选 亚马逊 Amazon 美团 饿了么 大众点评 肯德基 KFC 麦当劳 汉堡王 必胜客 德克士 "
    "华莱士 塔斯汀 星巴克 瑞幸 瑞幸咖啡 库迪 库迪咖啡 喜茶 奈雪 奈雪的茶 蜜雪冰城 蜜雪 霸王茶姬 "
    "茶百道 古茗 沪上阿姨 书亦 一点点 CoCo 都可 Manner 哈根达斯 DQ 满记 海底捞 呷哺呷哺 周黑鸭 绝味 "
    "良品铺子 三只松鼠 好利来 味多美 元祖 鲍师傅 哈啰 青桔 滴滴 曹操出行 曹操 高德 T3 花小猪 嘀嗒 "
    "携程 去哪儿 飞猪 同程 12306 Uber 猫眼 淘票票 万达 万达电影 CGV 大地影院 大麦 环球影城 迪士尼乐园 "
    "中石化 中石油 中国石化 中国石油 壳牌 易捷 加油 ETC 粤通卡 苏通卡 羊城通 岭南通 深圳通 北京一卡通 "
    "一卡通 交通卡 公交卡 八达通 西瓜卡 Suica 地铁 高铁 顺丰 菜鸟 国家电网 电费 燃气 水费 移动 联通 "
    "电信 广电 中国移动 中国联通 中国电信 中国广电 话费 天翼 沃尔 全球通 神州行 Giffgaff 谷歌 "
    "Google_Play Apple Apple_ID App_Store iTunes 苹果 美区 港区 日区 土区 华为 小米 OPPO vivo 三星 "
    "荣耀 QQ 微信 微博 陌陌 探探 Soul 世纪佳缘 珍爱网 小红书 知识星球 支付宝 QQ会员 超级会员 黄钻 "
    "红钻 蓝钻 紫钻 粉钻 Q币 抖币 快币 YY 虎牙 斗鱼 企鹅电竞 秀场 花椒 映客 六间房 咪咕快游 云游戏 "
    "START云游戏 UU加速器 UU 雷神加速器 雷神 奇游 奇游加速器 迅游 迅游加速器 小黑盒加速器 古怪加速器 "
    "暴喵 NN加速器 biubiu 泡泡加速器 Keep 咕咚 悦跑圈 夸父 超级猩猩 小米运动 每日瑜伽 FitTime 中公 "
    "粉笔 华图 对啊网 学而思 作业帮 猿辅导 猿题库 小猿搜题 新东方 高途 网易公开课 网易云课堂 慕课网 "
    "慕课 极客时间 CSDN 牛客 力扣 LeetCode Coursera Udemy 三节课 混沌 考虫 橙啦 驾考宝典 驾校一点通 "
    "天眼查 企查查 启信宝 爱企查 悟饭 丁香园 医学 春雨医生 平安好医生",
)
_NAMES: Final = frozenset(name.replace("_", " ").lower() for theme in _THEMES for name in theme.split(" "))
_LENGTHS: Final = sorted({len(name) for name in _NAMES}, reverse=True)


def brands(text: str) -> Iterator[tuple[int, int]]:
    """Where [start, end) such a name stands, the longest at each place; Latin ones stand between no other letters."""
    words, at = text.lower(), 0
    while at < len(words):
        end = next((at + length for length in _LENGTHS if _named(words, at, at + length)), at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _named(words: str, start: int, end: int) -> bool:
    return (
        len(words) >= end
        and words[start:end] in _NAMES
        and not (_joined(words[max(0, start - 1) : start + 1]) or _joined(words[end - 1 : end + 1]))
    )


def _joined(two: str) -> bool:
    return len(two) == 2 and two.isascii() and two.isalnum()
